using System.Diagnostics;
using System.Runtime.InteropServices;
using Npgsql;

namespace FuncX.Actors.Benchmarks.Load;

/// <summary>What the figures depend on: settings that must be on, the disk, the rows already there.</summary>
internal sealed class Database(NpgsqlDataSource source, string directory)
{
    private static readonly string[] Durable = ["fsync", "synchronous_commit", "full_page_writes"];

    /// <summary>Refuses to measure a database that is not durable.</summary>
    public async Task CheckDurableAsync()
    {
        foreach (var setting in Durable)
        {
            await using var command = source.CreateCommand($"show {setting}");
            var value = (string?)await command.ExecuteScalarAsync();
            Console.WriteLine($"{setting} = {value}");
            if (value != "on")
                throw new InvalidOperationException($"{setting} is {value}: figures of a database that may lose work mean nothing.");
        }
        var type = new DriveInfo(directory).DriveFormat;
        Console.WriteLine($"data directory on {type}");
        if (type is "tmpfs" or "ramfs")
            throw new InvalidOperationException($"{directory} is in memory ({type}): give a directory on a disk with --dir.");
    }

    /// <summary>Median milliseconds of 200 calls of fdatasync after 8 KiB written.</summary>
    public double MeasureSync()
    {
        var path = Path.Combine(directory, "sync.tmp");
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
        var block = new byte[8192];
        return Median(200, () =>
        {
            RandomAccess.Write(file.SafeFileHandle, block, 0);
            if (fdatasync(file.SafeFileHandle.DangerousGetHandle().ToInt32()) != 0)
                throw new IOException("fdatasync failed.");
        });
    }

    /// <summary>Median milliseconds of committing one row alone.</summary>
    public async Task<double> MeasureCommitAsync()
    {
        await using var connection = await source.OpenConnectionAsync();
        await using (var create = new NpgsqlCommand("create table if not exists bench_commit (id bigint generated always as identity, at timestamptz default now(), filler bytea)", connection))
            await create.ExecuteNonQueryAsync();
        await using var insert = new NpgsqlCommand("insert into bench_commit (filler) values ($1)", connection) { Parameters = { new() { Value = new byte[100] } } };
        await insert.PrepareAsync();
        var times = new List<double>();
        for (var i = 0; i < 300; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await insert.ExecuteNonQueryAsync();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        Console.WriteLine($"one-row commit p95 / p99      {Percentile(times, 0.95),10:0.000} / {Percentile(times, 0.99):0.000} ms");
        return Percentile(times, 0.5);
    }

    /// <summary>Puts finished tasks of another endpoint's past into the tables.</summary>
    public async Task FillAsync(int rows, EndpointId endpoint)
    {
        if (rows == 0)
            return;
        await using var connection = await source.OpenConnectionAsync();
        foreach (var sql in new[] { FillSql.Tasks, FillSql.Outcomes, "analyze tasks", "analyze outcomes", "checkpoint" })
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
            if (sql.Contains('$', StringComparison.Ordinal))
            {
                command.Parameters.AddWithValue(rows);
                command.Parameters.AddWithValue(endpoint.Value);
            }
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Rows of both tables for a user's tasks of one function.</summary>
    public async Task<(long Tasks, long Outcomes)> CountAsync(FunctionId function)
    {
        await using var command = source.CreateCommand("select (select count(*) from tasks where function_id = $1), (select count(*) from outcomes where function_id = $1)");
        command.Parameters.AddWithValue(function.Value);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    public static double Percentile(List<double> values, double p)
    {
        var sorted = values.Order().ToList();
        return sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * p))];
    }

    private static double Median(int count, Action action)
    {
        var times = new List<double>(count);
        for (var i = 0; i < count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            action();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return Percentile(times, 0.5);
    }

    [DllImport("libc")]
    private static extern int fdatasync(int descriptor);
}
