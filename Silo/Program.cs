using System.CommandLine;
using System.CommandLine.Invocation;
using FuncX.Actors;
using FuncX.Actors.Silo.Commands;

var parsed = new RootCommand("The silo of FuncX.Actors.") { UpCommand.Create() }.Parse(args);
if (parsed.Action is not ParseErrorAction)
    return await parsed.InvokeAsync();
Console.Error.WriteLine($"funcx-silo: {Text.Printable(string.Join(' ', parsed.Errors.Select(e => e.Message.ReplaceLineEndings(" "))))} See `./funcx up --help`.");
return 64;
