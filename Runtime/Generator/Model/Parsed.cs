namespace FuncX.Actors.Runtime.Generator.Model;

/// <summary>What one declaration came to: a model if code can be generated for it, and what is wrong with it.</summary>
internal sealed record Parsed<T>(T? Model, EquatableArray<Finding> Findings, AliasUse? Alias)
    where T : class, IEquatable<T>;
