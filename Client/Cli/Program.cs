using System.CommandLine;
using System.CommandLine.Invocation;
using FuncX.Actors.Client.Cli;

var parsed = new RootCommand("The FuncX.Actors command line.")
{
    RunCommand.Create(),
    TaskCommand.Create(),
    FunctionCommand.Create(),
    EndpointCommand.Create(),
    BatchCommand.Create(),
    WhoAmICommand.Create(),
}.Parse(args);
return parsed.Action is ParseErrorAction ? CliRunner.FailUsage(parsed) : await parsed.InvokeAsync();
