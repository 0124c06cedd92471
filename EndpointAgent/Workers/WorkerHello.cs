using System.Text.Json.Serialization;

namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>First words of a worker.</summary>
internal sealed record WorkerHello
{
    /// <summary>Newest protocol version it speaks.</summary>
    [JsonPropertyName("protocol"), JsonRequired]
    public int Protocol { get; init; }

    /// <summary>Oldest protocol version it speaks.</summary>
    [JsonPropertyName("oldest")]
    public int Oldest { get; init; } = 1;

    /// <summary>Its process and process group.</summary>
    [JsonPropertyName("pid"), JsonRequired]
    public int ProcessId { get; init; }

    /// <summary>Version of Python.</summary>
    [JsonPropertyName("python"), JsonRequired]
    public string Python { get; init; } = "";

    /// <summary>cpython or another.</summary>
    [JsonPropertyName("implementation")]
    public string Implementation { get; init; } = "";

    /// <summary>Version of dill, null if it cannot be imported.</summary>
    [JsonPropertyName("dill")]
    public string? Dill { get; init; }
}
