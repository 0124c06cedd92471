namespace FuncX.Actors.Runtime.Tests.Codegen;

[GenerateSerializer]
[Alias("test.Tree")]
public sealed record Tree
{
    [Id(0)]
    public required List<Tree> Children { get; init; }
}
