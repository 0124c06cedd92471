namespace FuncX.Actors.Client;

/// <summary>How to run a task.</summary>
public sealed record SubmitOptions
{
    /// <summary>The usual.</summary>
    public static SubmitOptions Default { get; } = new();

    /// <summary>The task's id, a UUIDv7, for callers that want to submit the same task again after an unclear end; made here when null, the default.</summary>
    public TaskId? Id { get; init; }

    /// <summary>Wanted result formats, tried in order. Default JSON.</summary>
    public string ResultSerializer { get; init; } = "11";

    /// <summary>0 (first) to 9 (last). Default 5.</summary>
    public int Priority { get; init; } = 5;

    /// <summary>Never start it twice: a system loss fails it. Default false: it may start again after one.</summary>
    public bool AtMostOnce { get; init; }

    /// <summary>Longest run time. Default null: no bound.</summary>
    public TimeSpan? WallTime { get; init; }

    /// <summary>Longest wait before it is handed out. Default null: the service's longest, 14 days.</summary>
    public TimeSpan? TimeToLive { get; init; }

    internal TaskSpec ToSpec(EndpointId endpoint, FunctionId function, byte[] payload, GroupId? group, TimeProvider clock) => new()
    {
        Id = Id ?? TaskId.New(clock),
        Endpoint = endpoint,
        Function = function,
        Payload = payload,
        ResultSerializer = ResultSerializer,
        Group = group,
        Priority = Priority,
        AtMostOnce = AtMostOnce,
        WallTime = WallTime,
        TimeToLive = TimeToLive,
    };
}
