using System.CommandLine;
using FuncX.Actors.Silo.Commands;

return await new RootCommand("The silo of FuncX.Actors.") { UpCommand.Create() }.Parse(args).InvokeAsync();
