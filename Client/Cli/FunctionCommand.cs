using System.CommandLine;
using System.Globalization;

namespace FuncX.Actors.Client.Cli;

/// <summary><c>funcx function</c>: list, register, show, delete.</summary>
internal static class FunctionCommand
{
    public static Command Create() => new("function", "Register and see functions.") { List(), Register(), Show(), Delete() };

    private static Command List()
    {
        var json = CliRunner.JsonOption();
        var command = new Command("list", "Your functions, newest first.") { json };
        command.SetAction((parse, stop) => CliRunner.RunAsync(
            async (client, cancellationToken) =>
            {
                var functions = await client.ListFunctionsAsync(cancellationToken);
                if (parse.GetValue(json))
                    CliOutput.WriteJson(functions);
                else
                    CliOutput.WriteTable(["FUNCTION", "NAME", "OWNER", "BYTES"], functions.Select(f => new[] { f.Id.ToString(), f.Name, f.Owner, f.BodyBytes.ToString(CultureInfo.InvariantCulture) }));
                return 0;
            },
            stop));
        return command;
    }

    private static Command Register()
    {
        var function = new Argument<string>("function") { Description = "FILE.py:FUNCTION." };
        var isPublic = new Option<bool>("--public") { Description = "Everybody may call it." };
        var json = CliRunner.JsonOption();
        var command = new Command("register", "Register a function of a Python file.") { function, isPublic, json };
        command.SetAction((parse, stop) => CliRunner.RunAsync(
            async (client, cancellationToken) =>
            {
                var (name, source) = CliArguments.ReadFunction(parse.GetValue(function)!);
                var id = await client.RegisterFunctionAsync(name, source, parse.GetValue(isPublic), cancellationToken);
                if (parse.GetValue(json))
                    CliOutput.WriteJson(new { function_id = id });
                else
                    Console.WriteLine(id);
                return 0;
            },
            stop));
        return command;
    }

    private static Command Show()
    {
        var id = CliArguments.Id("function");
        var json = CliRunner.JsonOption();
        var command = new Command("show", "What is known of a function.") { id, json };
        command.SetAction((parse, stop) => CliRunner.RunAsync(
            async (client, cancellationToken) =>
            {
                var function = await client.GetFunctionAsync(FunctionId.Parse(parse.GetValue(id)!), cancellationToken);
                if (parse.GetValue(json))
                    CliOutput.WriteJson(function);
                else
                    Console.WriteLine($"{function.Id} {Text.Printable(function.Name, 256)}, {function.BodyBytes:N0} bytes, by {Text.Printable(function.Owner, 128)} at {function.RegisteredAt:u}{(function.IsPublic ? ", public" : "")}{(function.IsDeleted ? ", deleted" : "")}");
                return 0;
            },
            stop));
        return command;
    }

    private static Command Delete()
    {
        var id = CliArguments.Id("function");
        var json = CliRunner.JsonOption();
        var command = new Command("delete", "Refuse new tasks that name it.") { id, json };
        command.SetAction((parse, stop) => CliRunner.RunAsync(
            async (client, cancellationToken) =>
            {
                var function = FunctionId.Parse(parse.GetValue(id)!);
                await client.DeleteFunctionAsync(function, cancellationToken);
                if (parse.GetValue(json))
                    CliOutput.WriteJson(new { function_id = function, deleted = true });
                return 0;
            },
            stop));
        return command;
    }
}
