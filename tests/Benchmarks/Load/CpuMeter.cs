using System.Globalization;

namespace FuncX.Actors.Benchmarks.Load;

/// <summary>CPU-seconds and memory of groups of processes, from /proc.</summary>
internal sealed class CpuMeter
{
    private const double TicksPerSecond = 100;
    private readonly Dictionary<string, Func<IEnumerable<int>>> _groups = [];

    public void Add(string name, Func<IEnumerable<int>> pids) => _groups[name] = pids;

    /// <summary>CPU-seconds so far, by group.</summary>
    public Dictionary<string, double> Read() => _groups.ToDictionary(g => g.Key, g => g.Value().Sum(Cpu));

    /// <summary>Resident memory of a group in MB.</summary>
    public double MemoryMb(string group) => _groups[group]().Sum(Memory) / 1024.0;

    /// <summary>A process and all its descendants.</summary>
    public static IEnumerable<int> Tree(int root)
    {
        var parents = new List<(int Pid, int Parent)>();
        foreach (var entry in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(entry), CultureInfo.InvariantCulture, out var pid) && Stat(pid) is { Length: > 2 } stat)
                parents.Add((pid, int.Parse(stat[1], CultureInfo.InvariantCulture)));
        }
        var found = new HashSet<int> { root };
        for (var grown = true; grown;)
            grown = parents.Where(p => found.Contains(p.Parent)).Aggregate(false, (any, p) => found.Add(p.Pid) || any);
        return found;
    }

    // utime, stime and those of ended children are fields 14 to 17 of /proc/PID/stat.
    private static double Cpu(int pid) =>
        Stat(pid) is { Length: > 14 } stat ? (Ticks(stat[11]) + Ticks(stat[12]) + Ticks(stat[13]) + Ticks(stat[14])) / TicksPerSecond : 0;

    private static long Ticks(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static long Memory(int pid)
    {
        try
        {
            var line = File.ReadLines($"/proc/{pid}/status").FirstOrDefault(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }

    private static string[]? Stat(int pid)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{pid}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
