using System.CommandLine;
using System.CommandLine.Invocation;
using FuncX.Actors.EndpointAgent.Commands;

var parsed = new RootCommand("Endpoints of FuncX.Actors on this machine.")
{
    ConfigureCommand.Create(),
    StartCommand.Create(),
    StopCommand.Create(),
    StatusCommand.CreateList(),
    StatusCommand.Create(),
    DeleteCommand.Create(),
}.Parse(args);
return parsed.Action is ParseErrorAction
    ? await CommandRunner.RunAsync(args.Contains("--json"), () => throw CommandRunner.UsageError(parsed))
    : await parsed.InvokeAsync(new() { ProcessTerminationTimeout = null }); // the agent ends by itself, in its own time
