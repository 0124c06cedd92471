using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

/// <summary>When and how a grain timer fires.</summary>
public readonly struct GrainTimerCreationOptions
{
    /// <summary>Set both spans in an initializer.</summary>
    public GrainTimerCreationOptions()
    {
    }

    /// <summary>Both spans at once.</summary>
    [SetsRequiredMembers]
    public GrainTimerCreationOptions(TimeSpan dueTime, TimeSpan period)
    {
        DueTime = dueTime;
        Period = period;
    }

    /// <summary>Until the first callback; infinite means not before <see cref="IGrainTimer.Change"/>.</summary>
    public required TimeSpan DueTime { get; init; }

    /// <summary>From the end of a callback to the next; infinite means once.</summary>
    public required TimeSpan Period { get; init; }

    /// <summary>The callback may run between the turns of other calls; default false.</summary>
    public bool Interleave { get; init; }

    /// <summary>A callback counts as use: the activation is not collected as idle; default false.</summary>
    public bool KeepAlive { get; init; }
}
