using System.Globalization;

namespace FuncX.Actors.Benchmarks.Load;

/// <summary>What to measure, from the command line.</summary>
internal sealed record LoadOptions
{
    /// <summary>The silo's program.</summary>
    public string Silo { get; init; } = "";

    /// <summary>The agent's program.</summary>
    public string Agent { get; init; } = "";

    /// <summary>Where the site's files go; must be on a disk.</summary>
    public string Directory { get; init; } = "/var/tmp";

    /// <summary>Tasks of the short throughput run.</summary>
    public int Tasks { get; init; } = 5_000;

    /// <summary>Tasks of the long throughput run; 0 leaves it out.</summary>
    public int ManyTasks { get; init; } = 50_000;

    /// <summary>Calls one after the other.</summary>
    public int Calls { get; init; } = 300;

    /// <summary>Finished tasks already in the tables.</summary>
    public int Rows { get; init; } = 1_000_000;

    /// <summary>Repetitions of the short throughput run; the median counts.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>Tasks left queued to see what they cost in memory; 0 leaves it out.</summary>
    public int Queued { get; init; } = 100_000;

    /// <summary>Where the figures go as JSON.</summary>
    public string? Json { get; init; }

    /// <summary>Leave the site's directory.</summary>
    public bool Keep { get; init; }

    /// <exception cref="ArgumentException">Names the argument.</exception>
    public static LoadOptions Parse(string[] args)
    {
        var options = new LoadOptions();
        for (var i = 0; i < args.Length; i++)
        {
            string Next() => ++i < args.Length ? args[i] : throw new ArgumentException($"{args[i - 1]} needs a value.");
            int Number() => int.TryParse(Next(), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : throw new ArgumentException($"{args[i - 1]} needs a whole number, got '{args[i]}'.");
            options = args[i] switch
            {
                "--silo" => options with { Silo = Next() },
                "--agent" => options with { Agent = Next() },
                "--dir" => options with { Directory = Next() },
                "--tasks" => options with { Tasks = Number() },
                "--many" => options with { ManyTasks = Number() },
                "--calls" => options with { Calls = Number() },
                "--rows" => options with { Rows = Number() },
                "--rounds" => options with { Rounds = Number() },
                "--queued" => options with { Queued = Number() },
                "--json" => options with { Json = Next() },
                "--keep" => options with { Keep = true },
                "--quick" => options with { Rounds = 3, ManyTasks = 20_000, Rows = 0, Queued = 20_000 },
                _ => throw new ArgumentException($"Unknown argument '{args[i]}': there are --quick, --tasks, --many, --calls, --rows, --rounds, --queued, --dir, --json FILE, --keep."),
            };
        }
        return options;
    }
}
