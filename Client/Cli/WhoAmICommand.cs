using System.CommandLine;

namespace FuncX.Actors.Client.Cli;

/// <summary><c>funcx whoami</c>.</summary>
internal static class WhoAmICommand
{
    public static Command Create()
    {
        var json = CliRunner.JsonOption();
        var command = new Command("whoami", "The account of your token.") { json };
        command.SetAction((parse, stop) => CliRunner.RunAsync(
            (client, _) =>
            {
                if (parse.GetValue(json))
                    CliOutput.WriteJson(client.Caller);
                else
                    Console.WriteLine($"{Text.Printable(client.Caller.User, 128)} ({client.Caller.Roles})");
                return Task.FromResult(0);
            },
            stop));
        return command;
    }
}
