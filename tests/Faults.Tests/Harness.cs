using System.Globalization;

[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace FuncX.Actors.Faults.Tests;

/// <summary>What the environment says of a run: <c>FUNCX_SEED</c> repeats one, <c>FUNCX_FAULT_ROUNDS</c> asks for the long version.</summary>
internal static class Harness
{
    /// <summary>Seed of every random choice; printed by each test.</summary>
    public static int Seed { get; } = Number("FUNCX_SEED") ?? Random.Shared.Next(1, int.MaxValue);

    /// <summary>Rounds of each fault. Default 1.</summary>
    public static int Rounds { get; } = Math.Max(1, Number("FUNCX_FAULT_ROUNDS") ?? 1);

    /// <summary>Rounds were asked for: every fault, with its full times.</summary>
    public static bool IsLong { get; } = Number("FUNCX_FAULT_ROUNDS") is not null;

    /// <summary>Skips a test of the long version in the short one.</summary>
    public static void RequireLong() => Assert.SkipUnless(IsLong, "Long version only: ./funcx test --faults.");

    /// <summary>A source of choices that a run with the same seed repeats.</summary>
    public static Random Choices(string test)
    {
        Say($"{test}: seed {Seed}, rounds {Rounds}.");
        // String.GetHashCode differs from process to process.
        var salt = test.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter));
        return new Random(Seed ^ salt);
    }

    /// <summary>Prints a line beside the test's result.</summary>
    public static void Say(string line) => Console.WriteLine("   " + line);

    private static int? Number(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
