namespace FuncX.Actors.Runtime.Tests.Codegen;

/// <summary>What <see cref="Everything"/> would be to a reader that knows one field.</summary>
[GenerateSerializer]
[Alias("test.Shrunk")]
public sealed record Shrunk
{
    [Id(1)]
    public required string Text { get; init; }
}
