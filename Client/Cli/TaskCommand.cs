using System.CommandLine;
using System.Globalization;

namespace FuncX.Actors.Client.Cli;

/// <summary><c>funcx task</c>: list, status, result, cancel.</summary>
internal static class TaskCommand
{
    public static Command Create() => new("task", "See and cancel tasks.") { List(), Status(), Result(), Cancel() };

    /// <summary>Prints how a task ended; exit code 0 only for a result.</summary>
    public static int PrintOutcome(TaskOutcome outcome, bool json)
    {
        if (json)
        {
            CliOutput.WriteJson(outcome);
            return outcome.State == TaskState.Success ? 0 : CliRunner.Failed;
        }
        if (outcome.Stdout is { Length: > 0 } printed)
            Console.Error.Write(Text.Printable(printed, 100_000));
        if (outcome.Stderr is { Length: > 0 } errors)
            Console.Error.Write(Text.Printable(errors, 100_000));
        if (outcome.State != TaskState.Success)
            throw new TaskFailedException(outcome);
        Console.WriteLine(CliOutput.Describe(outcome.Result!));
        return 0;
    }

    private static Command List()
    {
        var limit = new Option<int>("--limit") { Description = "1 to 1,000.", DefaultValueFactory = _ => 20 };
        var state = new Option<string?>("--state") { Description = "Only in this state, such as failed." };
        var endpoint = new Option<string?>("--endpoint", "-e") { Description = "Only of this endpoint: id or name." };
        var json = CliRunner.JsonOption();
        var command = new Command("list", "Tasks, newest first.") { limit, state, endpoint, json };
        command.SetAction((parse, stop) => CliRunner.RunAsync(
            async (client, cancellationToken) =>
            {
                var tasks = await client.ListTasksAsync(
                    new TaskListRequest
                    {
                        Limit = parse.GetValue(limit),
                        State = ReadState(parse.GetValue(state)),
                        Endpoint = parse.GetValue(endpoint) is { } name ? await CliArguments.FindEndpointAsync(client, name, cancellationToken) : null,
                    },
                    cancellationToken);
                if (parse.GetValue(json))
                    CliOutput.WriteJson(tasks);
                else
                    CliOutput.WriteTable(["TASK", "STATE", "SUBMITTED", "USER", "ENDPOINT"], tasks.Select(t => new[] { t.Id.ToString(), StateName(t.State), Time(t.SubmittedAt), t.User, t.Endpoint.ToString() }));
                return 0;
            },
            stop));
        return command;
    }

    private static Command Status()
    {
        var id = CliArguments.Id("task");
        var json = CliRunner.JsonOption();
        var command = new Command("status", "Where a task stands, and why.") { id, json };
        command.SetAction((parse, stop) => CliRunner.RunAsync(
            async (client, cancellationToken) =>
            {
                var task = await client.GetTask(TaskId.Parse(parse.GetValue(id)!)).GetStatusAsync(cancellationToken);
                if (parse.GetValue(json))
                {
                    CliOutput.WriteJson(task);
                    return 0;
                }
                Console.WriteLine($"task      {task.Id}");
                Console.WriteLine($"state     {task.State.ToWireName()}: {Text.Printable(task.Reason)}");
                Console.WriteLine($"submitted {Time(task.SubmittedAt)} by {Text.Printable(task.User, 128)}");
                Console.WriteLine($"endpoint  {task.Endpoint}");
                Console.WriteLine($"function  {task.Function}");
                foreach (var attempt in task.Attempts)
                    Console.WriteLine($"attempt   {attempt.Number} {attempt.Event.ToString().ToLowerInvariant()} {Time(attempt.At)} {Text.Printable($"{attempt.Host} {attempt.Worker} {attempt.Reason}", 500)}");
                return 0;
            },
            stop));
        return command;
    }

    private static Command Result()
    {
        var id = CliArguments.Id("task");
        var json = CliRunner.JsonOption();
        var command = new Command("result", "Wait for a task and print its result.") { id, json };
        command.SetAction((parse, stop) => CliRunner.RunAsync(
            async (client, cancellationToken) => PrintOutcome(await client.GetTask(TaskId.Parse(parse.GetValue(id)!)).GetOutcomeAsync(cancellationToken), parse.GetValue(json)),
            stop));
        return command;
    }

    private static Command Cancel()
    {
        var id = CliArguments.Id("task");
        var reason = new Option<string>("--reason") { Description = "Recorded with your name.", DefaultValueFactory = _ => "cancelled from the command line" };
        var json = CliRunner.JsonOption();
        var command = new Command("cancel", "Cancel a task unless it has ended.") { id, reason, json };
        command.SetAction((parse, stop) => CliRunner.RunAsync(
            async (client, cancellationToken) =>
            {
                var reply = await client.GetTask(TaskId.Parse(parse.GetValue(id)!)).CancelAsync(parse.GetValue(reason)!, cancellationToken);
                if (parse.GetValue(json))
                    CliOutput.WriteJson(reply);
                else
                    Console.WriteLine(reply.Cancelled ? "cancelled" : $"it had ended before: {reply.State.ToWireName()}");
                return reply.Cancelled ? 0 : CliRunner.Failed;
            },
            stop));
        return command;
    }

    private static TaskState? ReadState(string? name) =>
        name is null ? null : TaskStates.TryParse(name, out var state) ? state : throw new ArgumentException($"There is no task state '{Text.Printable(name, 40)}'.");

    private static string StateName(TaskState state) => state.IsTerminal() ? state.ToWireName() : "open";

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("u", CultureInfo.InvariantCulture);
}
