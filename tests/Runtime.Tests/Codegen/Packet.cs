namespace FuncX.Actors.Runtime.Tests.Codegen;

[GenerateSerializer]
[Alias("test.Packet")]
public sealed record Packet
{
    [Id(0)]
    public required Guid Id { get; init; }

    [Id(1)]
    public required string Name { get; init; }

    [Id(2)]
    public required byte[] Data { get; init; }
}
