using FuncX.Actors.Client;

namespace FuncX.Actors.Faults.Tests;

/// <summary>An acknowledged task of a round.</summary>
/// <param name="Number">Its argument, unique in the site.</param>
/// <param name="Handle">Its handle.</param>
/// <param name="AtMostOnce">It must never start twice.</param>
internal sealed record TrackedTask(int Number, TaskHandle Handle, bool AtMostOnce)
{
    /// <summary>How long each runs.</summary>
    public const double Seconds = 0.02;

    public long Expected => ((long)Number * Number) + 1;
}
