using System.CommandLine;

namespace FuncX.Actors.Client.Cli;

/// <summary><c>funcx run</c>: register a function from a file and run it once.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var endpoint = new Option<string>("--endpoint", "-e") { Description = "Where: id, or name of one of your endpoints.", Required = true };
        var function = new Argument<string>("function") { Description = "What: FILE.py:FUNCTION, or the id of a registered function." };
        var values = new Argument<string[]>("arguments") { Description = "Arguments, each JSON or a plain string.", Arity = ArgumentArity.ZeroOrMore };
        var noWait = new Option<bool>("--no-wait") { Description = "Print the task's id and leave." };
        var json = CliRunner.JsonOption();
        var command = new Command("run", "Run a Python function on an endpoint.") { endpoint, function, values, noWait, json };
        command.SetAction((parse, stop) => CliRunner.RunAsync(
            async (client, cancellationToken) =>
            {
                var where = await CliArguments.FindEndpointAsync(client, parse.GetValue(endpoint)!, cancellationToken);
                var what = await FindFunctionAsync(client, parse.GetValue(function)!, cancellationToken);
                var task = await client.SubmitAsync(where, what, CliArguments.ReadValues(parse.GetValue(values) ?? []));
                if (parse.GetValue(noWait))
                {
                    Print(parse.GetValue(json), new { task_id = task.Id }, task.Id.ToString());
                    return 0;
                }
                var outcome = await WaitAsync(client, task, where, parse.GetValue(json), cancellationToken);
                return TaskCommand.PrintOutcome(outcome, parse.GetValue(json));
            },
            stop));
        return command;
    }

    private static async Task<FunctionId> FindFunctionAsync(FuncXClient client, string text, CancellationToken cancellationToken)
    {
        if (FunctionId.TryParse(text, out var id))
            return id;
        var (name, source) = CliArguments.ReadFunction(text);
        return await client.RegisterFunctionAsync(name, source, cancellationToken: cancellationToken);
    }

    /// <summary>Says once if the task waits for an endpoint that is offline.</summary>
    private static async Task<TaskOutcome> WaitAsync(FuncXClient client, TaskHandle task, EndpointId endpoint, bool json, CancellationToken cancellationToken)
    {
        var outcome = task.GetOutcomeAsync(cancellationToken);
        if (!json && !outcome.IsCompleted && await client.GetEndpointAsync(endpoint, cancellationToken) is { IsOnline: false } status)
            await Console.Error.WriteLineAsync($"funcx: endpoint '{Text.Printable(status.Name, 100)}' is offline; task {task.Id} waits for it (Ctrl-C leaves it waiting).");
        return await outcome;
    }

    private static void Print(bool json, object value, string text)
    {
        if (json)
            CliOutput.WriteJson(value);
        else
            Console.WriteLine(text);
    }
}
