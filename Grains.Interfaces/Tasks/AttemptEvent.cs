namespace FuncX.Actors;

/// <summary>What happened to one attempt.</summary>
[GenerateSerializer, Alias("funcx.AttemptEvent")]
public enum AttemptEvent
{
    /// <summary>An at-most-once task was about to leave for the agent.</summary>
    HandedOut = 0,

    /// <summary>It had been running for a second, or was running when the agent attached again.</summary>
    Started = 1,

    /// <summary>The attempt is lost: who, where, why.</summary>
    Lost = 2,
}
