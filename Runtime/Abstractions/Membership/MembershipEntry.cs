using Orleans.Runtime;

namespace Orleans;

/// <summary>The row of one silo; times are UTC.</summary>
public sealed class MembershipEntry
{
    /// <summary>Which silo.</summary>
    public SiloAddress SiloAddress { get; set; } = SiloAddress.Zero;

    /// <summary>Where it is in its life.</summary>
    public SiloStatus Status { get; set; }

    /// <summary>Who suspects it since when.</summary>
    public List<Tuple<SiloAddress, DateTime>>? SuspectTimes { get; set; }

    /// <summary>The port for clients; 0 if it has none.</summary>
    public int ProxyPort { get; set; }

    /// <summary>The machine's name.</summary>
    public string HostName { get; set; } = string.Empty;

    /// <summary>The silo's name.</summary>
    public string SiloName { get; set; } = string.Empty;

    /// <summary>Not used here; kept for the tables of Orleans.</summary>
    public string? RoleName { get; set; }

    /// <summary>Not used here; kept for the tables of Orleans.</summary>
    public int UpdateZone { get; set; }

    /// <summary>Not used here; kept for the tables of Orleans.</summary>
    public int FaultZone { get; set; }

    /// <summary>When it started.</summary>
    public DateTime StartTime { get; set; }

    /// <summary>The last sign of life.</summary>
    public DateTime IAmAliveTime { get; set; }

    /// <summary>Adds a vote.</summary>
    public void AddSuspector(SiloAddress suspectingSilo, DateTime suspectingTime)
        => (SuspectTimes ??= []).Add(Tuple.Create(suspectingSilo, suspectingTime));

    /// <summary>Adds a vote or renews one; the oldest gives way when there are <paramref name="maxVotes"/>.</summary>
    public void AddOrUpdateSuspector(SiloAddress localSilo, DateTime voteTime, int maxVotes)
    {
        var votes = SuspectTimes ??= [];
        votes.RemoveAll(vote => vote.Item1.Equals(localSilo));
        while (votes.Count > 0 && votes.Count >= maxVotes) votes.Remove(votes.MinBy(static vote => vote.Item2)!);
        votes.Add(Tuple.Create(localSilo, voteTime));
    }

    /// <inheritdoc />
    public override string ToString() => $"SiloAddress={SiloAddress} SiloName={SiloName} Status={Status}";
}
