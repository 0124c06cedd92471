namespace FuncX.Actors.Runtime.Generator.Model;

/// <summary>A grain class.</summary>
/// <param name="Arguments">Expressions of the constructor's arguments.</param>
internal sealed record GrainClassModel(string Name, string CodeName, string GrainTypeName, EquatableArray<string> Interfaces, EquatableArray<string> Arguments)
{
    public bool IsReentrant { get; init; }

    public int StatelessWorkers { get; init; }

    public bool KeepAlive { get; init; }

    public long? CollectionAgeTicks { get; init; }
}
