namespace FuncX.Actors.Runtime.Generator.Model;

/// <summary>A name on the wire and who has it.</summary>
/// <param name="Space">Types and interfaces have separate names.</param>
internal sealed record AliasUse(string Space, string Alias, string Owner, PlaceInCode? Place);
