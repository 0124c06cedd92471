using System.CommandLine;
using FuncX.Actors.EndpointAgent.Commands;

return await new RootCommand("Endpoints of FuncX.Actors on this machine.")
{
    ConfigureCommand.Create(),
    StartCommand.Create(),
    StopCommand.Create(),
    StatusCommand.CreateList(),
    StatusCommand.Create(),
    DeleteCommand.Create(),
}.Parse(args).InvokeAsync(new() { ProcessTerminationTimeout = null }); // the agent ends by itself, in its own time
