using System.CommandLine;
using FuncX.Actors.EndpointAgent.Configuration;

namespace FuncX.Actors.EndpointAgent.Commands;

/// <summary><c>configure NAME</c>: writes the folder and registers the endpoint.</summary>
internal static class ConfigureCommand
{
    private sealed record Wish(string Name, string? Gateway, string? ClusterId, string? Workers, string? Interpreter, string? DisplayName, bool IsPublic, bool RenewToken, bool IsJson);

    public static Command Create()
    {
        var name = CommandRunner.NameArgument();
        var gateway = new Option<string?>("--gateway") { Description = "Gateways of the service, host:port, comma separated." };
        var cluster = new Option<string?>("--cluster-id") { Description = "Name of the cluster." };
        var workers = new Option<string?>("--workers") { Description = "Worker processes, or auto." };
        var interpreter = new Option<string?>("--interpreter") { Description = "Path of the workers' Python." };
        var display = new Option<string?>("--display-name") { Description = "Name that people see." };
        var isPublic = new Option<bool>("--public") { Description = "Every account may run tasks here, under this one operating-system account." };
        var renew = new Option<bool>("--renew-token") { Description = "The endpoint exists: keep its settings, register it again, and get a new token." };
        var json = CommandRunner.JsonOption();
        var command = new Command("configure", "Make an endpoint: a folder with config.yaml, and its registration with the service.")
        {
            name, gateway, cluster, workers, interpreter, display, isPublic, renew, json,
        };
        command.SetAction((parse, stop) => CommandRunner.RunAsync(parse.GetValue(json), () => RunAsync(
            new(parse.GetValue(name)!, parse.GetValue(gateway), parse.GetValue(cluster), parse.GetValue(workers), parse.GetValue(interpreter), parse.GetValue(display), parse.GetValue(isPublic), parse.GetValue(renew), parse.GetValue(json)), stop)));
        return command;
    }

    private static async Task<int> RunAsync(Wish wish, CancellationToken cancellationToken)
    {
        CommandRunner.CheckName(wish.Name);
        var folder = new EndpointFolder(wish.Name);
        if (folder.Exists != wish.RenewToken)
        {
            throw new CommandException(folder.Exists ? ExitCode.CannotCreate : ExitCode.NoInput, folder.Exists
                ? $"Endpoint {wish.Name} exists: edit {folder.ConfigFile}, or get a new token with --renew-token."
                : $"There is no endpoint {wish.Name} whose token could be renewed. Leave out --renew-token to make it.");
        }
        var text = wish.RenewToken
            ? await File.ReadAllTextAsync(folder.ConfigFile, cancellationToken).ConfigureAwait(false)
            : ConfigTemplate.Write(wish.Name, wish.DisplayName, wish.Gateway, wish.ClusterId, wish.Workers, wish.Interpreter, wish.IsPublic);
        var errors = ConfigReader.Read(text, out var config);
        if (errors.Count > 0)
            throw new CommandException(wish.RenewToken ? ExitCode.Config : ExitCode.Usage, string.Join('\n', errors.Select(e => e[(e.IndexOf(": ", StringComparison.Ordinal) + 2)..])));
        if (CommandRunner.FindInterpreter(config.Interpreter) is { } missing)
            throw new CommandException(ExitCode.Usage, missing);

        var isNewFolder = !Directory.Exists(folder.FullPath);
        MakeFolder(folder);
        try
        {
            var id = await RegisterAsync(wish, folder, config, cancellationToken).ConfigureAwait(false);
            if (!wish.RenewToken)
                await File.WriteAllTextAsync(folder.ConfigFile, text, cancellationToken).ConfigureAwait(false);
            if (wish.IsJson)
                CommandRunner.WriteJson(new { Name = wish.Name, EndpointId = id.ToString(), Config = folder.ConfigFile });
            else
                Console.WriteLine($"Endpoint {wish.Name} is {id}.\nSettings: {folder.ConfigFile}\nStart it with `funcx-endpoint start {wish.Name}`.");
            return ExitCode.Ok;
        }
        catch when (isNewFolder && !folder.Exists)
        {
            Directory.Delete(folder.FullPath, recursive: true);
            throw;
        }
    }

    // Before the service is asked: an endpoint that it knows and that has no folder could only be deleted by its id.
    private static void MakeFolder(EndpointFolder folder)
    {
        try
        {
            Directory.CreateDirectory(folder.FullPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.CannotCreate, $"The folder {folder.FullPath} cannot be made: {e.Message} Set FUNCX_HOME to a directory that you may write.");
        }
    }

    private static async Task<EndpointId> RegisterAsync(Wish wish, EndpointFolder folder, EndpointConfig config, CancellationToken cancellationToken)
    {
        await using var client = await CommandRunner.ConnectAsync(config.Gateways, config.ClusterId, cancellationToken).ConfigureAwait(false);
        var id = wish.RenewToken && folder.FindIdentity() is { } known ? EndpointId.Parse(known.EndpointId) : EndpointId.New();
        var name = config.DisplayName.Length > 0 ? config.DisplayName : wish.Name;
        var registration = await client.RegisterEndpointAsync(id, new() { Name = name, IsPublic = config.IsPublic }, cancellationToken).ConfigureAwait(false);
        folder.WriteToken(registration.Token);
        folder.WriteIdentity(new(registration.Id.ToString(), client.Options.Gateways[0].ToString(), client.Options.ClusterId, client.Options.ServiceId));
        return registration.Id;
    }
}
