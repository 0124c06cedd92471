using System.CommandLine;
using FuncX.Actors.Client.Cli;

return await new RootCommand("The FuncX.Actors command line.")
{
    RunCommand.Create(),
    TaskCommand.Create(),
    FunctionCommand.Create(),
    EndpointCommand.Create(),
    BatchCommand.Create(),
    WhoAmICommand.Create(),
}.Parse(args).InvokeAsync();
