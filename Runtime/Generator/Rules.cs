using Microsoft.CodeAnalysis;

namespace FuncX.Actors.Runtime.Generator;

/// <summary>What can be wrong with the source, and what to do about it.</summary>
internal static class Rules
{
    public const string NotATask = "FXG001", NoSerializer = "FXG002", DuplicateId = "FXG003", DuplicateAlias = "FXG004", TwoTokens = "FXG005", Overload = "FXG006",
        Generic = "FXG007", IdMissing = "FXG008", NotSealed = "FXG009", NotAccessible = "FXG010", NotAMethod = "FXG011", ByReference = "FXG012", NotConstructible = "FXG013";

    public static readonly IReadOnlyDictionary<string, DiagnosticDescriptor> ById = new[]
    {
        Rule(NotATask, "Grain method returns no task", "'{0}' returns '{1}': return Task, Task<T>, ValueTask or ValueTask<T> (void only on observers)"),
        Rule(NoSerializer, "Type without a serializer", "'{0}' has the type '{1}', which has no serializer: mark '{2}' with [GenerateSerializer] or use a kind that docs/wire-format.md lists"),
        Rule(DuplicateId, "Duplicate [Id]", "'{0}' has the same [Id({1})] as '{2}': give each member of a type its own number"),
        Rule(DuplicateAlias, "Duplicate [Alias]", "'{0}' has the same wire name \"{1}\" as '{2}': give each type, interface and method its own [Alias]"),
        Rule(TwoTokens, "More than one CancellationToken", "'{0}' takes more than one CancellationToken: keep one"),
        Rule(Overload, "Overloaded grain method", "'{0}' is overloaded in '{1}': give each grain method its own name, since the name is its address on the wire"),
        Rule(Generic, "Generic grain or wire type", "'{0}' is generic: grain methods, grain interfaces, grain classes and wire types cannot be; use concrete types"),
        Rule(IdMissing, "Member without [Id]", "'{0}' of '{1}' can be set but has no [Id]: number it, or make it read-only if it does not travel"),
        Rule(NotSealed, "Wire type open to inheritance", "'{0}' must be sealed and must not inherit: a value is read as exactly the type that is declared (exceptions may inherit)"),
        Rule(NotAccessible, "Type is not accessible", "'{0}' must be public or internal, with the types around it, so that generated code can use it"),
        Rule(NotAMethod, "Grain interface with other members than methods", "'{0}' is not a method: grain and observer interfaces have methods only"),
        Rule(ByReference, "Parameter by reference", "'{0}' is a ref, in or out parameter: pass it by value, since it travels"),
        Rule(NotConstructible, "No usable constructor", "'{0}' needs {1}"),
    }.ToDictionary(static rule => rule.Id);

    private static DiagnosticDescriptor Rule(string id, string title, string message)
        => new(id, title, message, "FuncX.Actors", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
