using System.Diagnostics;
using System.Text.Json;

namespace FuncX.Actors.EndToEnd.Tests;

/// <summary>A command that ran to its end, within a bound.</summary>
/// <param name="What">Its command line.</param>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Out">Standard output.</param>
/// <param name="Error">Standard error.</param>
/// <param name="Elapsed">How long it took.</param>
internal sealed record CommandRun(string What, int ExitCode, string Out, string Error, TimeSpan Elapsed)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    /// <summary>Lines of standard error.</summary>
    public string[] ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Runs it; standard input is empty. What is over time is killed with its children and fails the test.</summary>
    public static async Task<CommandRun> OfAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string?> environment, TimeSpan? bound = null)
    {
        var started = Stopwatch.GetTimestamp();
        var what = $"{Path.GetFileName(program)} {string.Join(' ', arguments)}";
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        using var over = new CancellationTokenSource(bound ?? Bound);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(over.Token);
            var error = process.StandardError.ReadToEndAsync(over.Token);
            await process.WaitForExitAsync(over.Token);
            return new(what, process.ExitCode, await output, await error, Stopwatch.GetElapsedTime(started));
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"'{what}' did not end within {bound ?? Bound}.");
        }
    }

    /// <summary>The command succeeded.</summary>
    public CommandRun Succeeds()
    {
        Assert.True(ExitCode == 0, ToString());
        return this;
    }

    /// <summary>It ended with this code, printed nothing as a result, and exactly one line of error that holds every one of the texts and no stack trace.</summary>
    public void FailsWith(int code, params string[] texts)
    {
        Assert.True(ExitCode == code, $"expected exit code {code}: {this}");
        Assert.True(Out.Length == 0, $"expected nothing on standard output: {this}");
        Assert.True(ErrorLines.Length == 1, $"expected one line of error: {this}");
        Says(texts);
    }

    /// <summary>Standard error holds every one of the texts and no stack trace.</summary>
    public void Says(params string[] texts)
    {
        foreach (var text in texts)
            Assert.True(Error.Contains(text, StringComparison.Ordinal), $"expected '{text}' in the error: {this}");
        Assert.False(Error.Contains("   at ", StringComparison.Ordinal), $"a stack trace: {this}");
    }

    /// <summary>Standard output as one JSON value.</summary>
    public JsonElement Json()
    {
        try
        {
            using var json = JsonDocument.Parse(Out);
            return json.RootElement.Clone();
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"not JSON ({e.Message}): {this}", e);
        }
    }

    public override string ToString() => $"{What}: exit code {ExitCode} after {Elapsed.TotalSeconds:0.0} s\n--- out\n{Out}\n--- error\n{Error}";
}
