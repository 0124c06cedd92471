namespace FuncX.Actors;

/// <summary>What to run. Made by the client, never changed.</summary>
[GenerateSerializer, Immutable, Alias("funcx.TaskSpec")]
public sealed record TaskSpec
{
    /// <summary>UUIDv7 made at send; a silo refuses a new one more than an hour off its clock.</summary>
    [Id(0)]
    public required TaskId Id { get; init; }

    /// <summary>Where to run.</summary>
    [Id(1)]
    public required EndpointId Endpoint { get; init; }

    /// <summary>What to call.</summary>
    [Id(2)]
    public required FunctionId Function { get; init; }

    /// <summary>Packed arguments in the SDK's format: args buffer then kwargs buffer; at most 10 MiB.</summary>
    [Id(3)]
    public required byte[] Payload { get; init; }

    /// <summary>Wanted identifiers of the result's format, tried in order, comma separated, such as <c>11</c> (JSON) or <c>00</c> (dill).</summary>
    [Id(4)]
    public string ResultSerializer { get; init; } = "11";

    /// <summary>The batch it belongs to.</summary>
    [Id(5)]
    public GroupId? Group { get; init; }

    /// <summary>0 (first) to 9 (last).</summary>
    [Id(6)]
    public int Priority { get; init; } = 5;

    /// <summary>Never start it twice: a system loss fails it.</summary>
    [Id(7)]
    public bool AtMostOnce { get; init; } = false;

    /// <summary>Longest run time; null means no limit.</summary>
    [Id(8)]
    public TimeSpan? WallTime { get; init; }

    /// <summary>Longest wait before it is handed out; null means the silo's default (14 days).</summary>
    [Id(9)]
    public TimeSpan? TimeToLive { get; init; }
}
