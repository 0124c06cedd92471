using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncX.Actors.Benchmarks.Load;

/// <summary>The figures, under the names that docs/benchmarks/tasks.md explains. Null: not measured.</summary>
internal sealed record Figures
{
    [JsonPropertyName("yardstick_tasks_per_s")] public double? YardstickTasksPerSecond { get; set; }

    [JsonPropertyName("tasks_per_s_5000")] public double? TasksPerSecond { get; set; }

    [JsonPropertyName("tasks_per_s_50000")] public double? ManyTasksPerSecond { get; set; }

    [JsonPropertyName("ratio")] public double? Ratio { get; set; }

    [JsonPropertyName("p50_ms")] public double? P50 { get; set; }

    [JsonPropertyName("p95_ms")] public double? P95 { get; set; }

    [JsonPropertyName("p99_ms")] public double? P99 { get; set; }

    [JsonPropertyName("one_row_commit_p50_ms")] public double? CommitP50 { get; set; }

    [JsonPropertyName("cpu_s_per_1000")] public double? CpuPer1000 { get; set; }

    [JsonPropertyName("yardstick_cpu_s_per_1000")] public double? YardstickCpuPer1000 { get; set; }

    [JsonPropertyName("cpu_by_process")] public Dictionary<string, double>? CpuByProcess { get; set; }

    [JsonPropertyName("echo_1kB_p50_ms")] public double? Echo1kB { get; set; }

    [JsonPropertyName("echo_100kB_p50_ms")] public double? Echo100kB { get; set; }

    [JsonPropertyName("rest_mb")] public double? RestMb { get; set; }

    [JsonPropertyName("queued_100k_growth_mb")] public double? QueuedGrowthMb { get; set; }

    [JsonPropertyName("map_inner_calls_per_s")] public double? MapInnerCalls { get; set; }

    [JsonPropertyName("map_ratio_to_pool_map")] public double? MapRatio { get; set; }

    public void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Indented) + "\n");

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };
}
