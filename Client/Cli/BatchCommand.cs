using System.CommandLine;

namespace FuncX.Actors.Client.Cli;

/// <summary><c>funcx batch</c>: progress and results.</summary>
internal static class BatchCommand
{
    public static Command Create() => new("batch", "See batches.") { Status(), Results() };

    private static Command Status()
    {
        var id = CliArguments.Id("batch");
        var json = CliRunner.JsonOption();
        var command = new Command("status", "How far a batch is.") { id, json };
        command.SetAction((parse, stop) => CliRunner.RunAsync(
            async (client, cancellationToken) =>
            {
                var progress = await client.GetBatch(GroupId.Parse(parse.GetValue(id)!)).GetProgressAsync(cancellationToken);
                if (parse.GetValue(json))
                    CliOutput.WriteJson(progress);
                else
                    Console.WriteLine($"{progress.Ended:N0} of {progress.Submitted:N0} ended: {progress.Succeeded:N0} with a result, {progress.Failed:N0} failed, {progress.Cancelled:N0} cancelled");
                return 0;
            },
            stop));
        return command;
    }

    private static Command Results()
    {
        var id = CliArguments.Id("batch");
        var json = new Option<bool>("--json") { Description = "Said for symmetry: it always prints JSON." };
        var command = new Command("results", "One line of JSON per outcome, as they come, until all tasks have ended.") { id, json };
        command.SetAction((parse, stop) => CliRunner.RunAsync(
            async (client, cancellationToken) =>
            {
                var failed = 0;
                await foreach (var outcome in client.GetBatch(GroupId.Parse(parse.GetValue(id)!)).ReadResultsAsync(null, cancellationToken))
                {
                    CliOutput.WriteJsonLine(outcome);
                    failed += outcome.State == TaskState.Success ? 0 : 1;
                }
                return failed == 0 ? 0 : CliRunner.Failed;
            },
            stop));
        return command;
    }
}
