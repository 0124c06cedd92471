namespace FuncX.Actors.Runtime.Generator.Model;

/// <summary>A method of a grain interface.</summary>
/// <param name="Owner">The declaring interface, which may be a base.</param>
/// <param name="Name">The name in C#.</param>
/// <param name="WireName">The alias, or the name.</param>
/// <param name="Id">Its number on the wire.</param>
/// <param name="Returns">The declared return type.</param>
/// <param name="Shape">What the return type is.</param>
/// <param name="Result">The value inside a task, if any.</param>
internal sealed record GrainMethodModel(
    string Owner, string Name, string WireName, ulong Id, string Returns, ReturnShape Shape, WireValue? Result, EquatableArray<GrainParameterModel> Parameters)
{
    public bool IsOneWay { get; init; }

    public bool AlwaysInterleave { get; init; }

    public bool IsReadOnly { get; init; }

    public bool IsResultImmutable { get; init; }

    public long? TimeoutTicks { get; init; }

    public bool IsCancellable => Parameters.Any(static parameter => parameter.IsToken);

    public IEnumerable<GrainParameterModel> Arguments => Parameters.Where(static parameter => !parameter.IsToken);
}
