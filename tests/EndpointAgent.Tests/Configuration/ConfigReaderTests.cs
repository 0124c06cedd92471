using FuncX.Actors.EndpointAgent.Configuration;
using FuncX.Actors.EndpointAgent.Tests.Workers;

namespace FuncX.Actors.EndpointAgent.Tests.Configuration;

[Trait("Category", "Unit")]
public sealed class ConfigReaderTests
{
    [Fact]
    public void Read_EveryKey_IsTaken()
    {
        var errors = ConfigReader.Read(
            """
            display_name: "My lab: é"
            gateway: [one:1, "two:2"]
            cluster_id: c
            workers: 3
            prefetch: 0
            interpreter: /opt/python
            environment:
              OMP_NUM_THREADS: 1
              EMPTY:
            heartbeat: 500ms
            drain_timeout: 2h
            max_result_bytes: 1MiB
            capture_bytes: 0
            max_spool_bytes: 2GiB
            max_output_bytes: 3MiB
            scratch_dir: /scratch
            allow_shared_uid: true
            public: true
            log_level: debug
            """,
            out var config);

        Assert.Empty(errors);
        Assert.Equal(("My lab: é", "c", 3, 0, "/opt/python"), (config.DisplayName, config.ClusterId, config.WorkerCount, config.Prefetch, config.Interpreter));
        Assert.Equal(["one:1", "two:2"], config.Gateways);
        Assert.Equal(new() { ["OMP_NUM_THREADS"] = "1", ["EMPTY"] = "" }, config.Environment.ToDictionary());
        Assert.Equal((TimeSpan.FromMilliseconds(500), TimeSpan.FromHours(2)), (config.Heartbeat, config.DrainTimeout));
        Assert.Equal((1 << 20, 0, 2L << 30), (config.MaxResultBytes, config.CaptureBytes, config.MaxSpoolBytes));
        Assert.Equal(3 << 20, config.MaxOutputBytes);
        Assert.Equal(("/scratch", true, true, Microsoft.Extensions.Logging.LogLevel.Debug), (config.ScratchDirectory, config.AllowSharedUid, config.IsPublic, config.LogLevel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing")]
    [InlineData("---\n")]
    public void Read_NothingSet_GivesDefaults(string text)
    {
        Assert.Empty(ConfigReader.Read(text, out var config));
        Assert.Equal((Environment.ProcessorCount, 256), (config.WorkerCount, config.Prefetch));
    }

    [Fact]
    public void Read_ManyErrors_ListsAllWithTheirLines()
    {
        var errors = ConfigReader.Read(
            "workers: 0\nheartbet: 3\ngateway: nowhere\npublic: true\nlog_level: loud\nheartbeat: 1y\ncapture_bytes: -1\nscratch_dir: here\nenvironment: 3\nallow_shared_uid: perhaps\ndisplay_name: [1]\nzzzzzzzz: 1", out _);

        Assert.Equal(Enumerable.Range(1, 12).Select(i => $"line {i}"), errors.Select(e => e[..e.IndexOf(':', StringComparison.Ordinal)]));
        Assert.Contains("did you mean 'heartbeat'?", errors[1], StringComparison.Ordinal);
        Assert.Contains("known are", errors[11], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("workers: 1\nmax_result_bytes: 40MiB", "line 2: ")]
    [InlineData("capture_bytes: 16MiB", "line 1: ")]
    [InlineData("capture_bytes: 8MiB\nmax_result_bytes: 16MiB", "line 2: ")]
    public void Read_ResultAndOutputOverAMessage_SaysSoWithItsLine(string text, string line)
    {
        var error = Assert.Single(ConfigReader.Read(text, out _));

        Assert.StartsWith(line, error, StringComparison.Ordinal);
        Assert.Contains("31 MiB", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ResultAndOutputThatFillAMessage_AreTaken() =>
        Assert.Empty(ConfigReader.Read("max_result_bytes: 29MiB\ncapture_bytes: 1MiB", out _));

    [Theory]
    [InlineData("a: [1\nb: }")]
    [InlineData("\"")]
    [InlineData("workers: 1\nworkers: 2")]
    [InlineData("- 1")]
    [InlineData("just text")]
    [InlineData("\t x: y: z")]
    public void Read_NotYaml_SaysSoWithALine(string text) =>
        Assert.StartsWith("line ", Assert.Single(ConfigReader.Read(text, out _)), StringComparison.Ordinal);

    [Fact]
    public void Read_RandomText_NeverThrows() => Property.Check(2_000, random =>
    {
        const string alphabet = "workers: gateway\n\t-[]{}#&*!|>'\"%@`,é0😀";
        var text = new string([.. Enumerable.Range(0, random.Next(60)).Select(_ => alphabet[random.Next(alphabet.Length)])]);
        Assert.NotNull(ConfigReader.Read(text, out _));
    });

    [Theory]
    [InlineData(null, null, false)]
    [InlineData("we \"quote\" \\ things: # here", "a.b:3,c:4", true)]
    public void Write_Template_IsValidAndSaysWhatWasAsked(string? display, string? gateways, bool isPublic)
    {
        var text = ConfigTemplate.Write("lab", display, gateways, null, "2", "/usr/bin/python3", isPublic);

        Assert.Empty(ConfigReader.Read(text, out var config));
        Assert.Equal((display ?? "", 2, isPublic), (config.DisplayName, config.WorkerCount, config.IsPublic));
        Assert.Equal(gateways?.Split(',') ?? [], config.Gateways);
    }

    [Theory]
    [InlineData("lab", true)]
    [InlineData("a.b-c_é", true)]
    [InlineData("", false)]
    [InlineData(".x", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("a\\b", false)]
    [InlineData("a'b", false)]
    [InlineData("a\"b", false)]
    [InlineData("a\nb", false)]
    [InlineData("a\0b", false)]
    public void Check_Names_FollowTheRules(string name, bool isAllowed)
    {
        Assert.Equal(isAllowed, EndpointName.Check(name) is null);
        Assert.NotNull(EndpointName.Check(new string('x', 129)));
    }
}
