using Microsoft.CodeAnalysis;

namespace FuncX.Actors.Runtime.Generator.Model;

/// <summary>A diagnostic as data.</summary>
internal sealed record Finding(string Id, PlaceInCode? Place, string First, string Second = "", string Third = "")
{
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rules.ById[Id], Place?.ToLocation(), First, Second, Third);
}
