using System.CommandLine;
using FuncX.Actors.EndpointAgent.Commands;

var command = new RootCommand("Endpoints of FuncX.Actors on this machine.")
{
    ConfigureCommand.Create(),
    StartCommand.Create(),
    StopCommand.Create(),
    StatusCommand.CreateList(),
    StatusCommand.Create(),
    DeleteCommand.Create(),
}.Parse(args);

// No time-out at a signal: the agent ends by itself, in its own time.
var code = await command.InvokeAsync(new() { ProcessTerminationTimeout = null });
return command.Errors.Count > 0 ? ExitCode.Usage : code;
