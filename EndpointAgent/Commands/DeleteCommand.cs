using System.CommandLine;
using FuncX.Actors.Client.Hosting;
using FuncX.Actors.EndpointAgent.Configuration;
using FuncX.Actors.EndpointAgent.Spool;
using Microsoft.Extensions.Logging.Abstractions;

namespace FuncX.Actors.EndpointAgent.Commands;

/// <summary><c>delete NAME</c>: takes an endpoint off the service and off the disk.</summary>
internal static class DeleteCommand
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var name = CommandRunner.NameArgument();
        var force = new Option<bool>("--force") { Description = "Stop it first, drop unreported results, and go on if the service cannot be reached." };
        var json = CommandRunner.JsonOption();
        var command = new Command("delete", "Delete an endpoint here and at the service; its queued tasks are cancelled.") { name, force, json };
        command.SetAction((parse, stop) => CommandRunner.RunAsync(parse.GetValue(json), () => RunAsync(CommandRunner.Find(parse.GetValue(name)!), parse.GetValue(force), parse.GetValue(json), stop)));
        return command;
    }

    private static async Task<int> RunAsync(EndpointFolder folder, bool force, bool isJson, CancellationToken cancellationToken)
    {
        if (folder.IsRunning && !force)
            throw new CommandException(ExitCode.Unavailable, $"Endpoint {folder.Name} runs. Stop it with `funcx-endpoint stop {folder.Name}`, or use --force.");
        await StopCommand.StopAsync(folder, StopTime, force: true, cancellationToken).ConfigureAwait(false);
        if (!force && Unreported(folder) is > 0 and var count)
            throw new CommandException(ExitCode.Unavailable, $"{count} results in {folder.SpoolDirectory} have not been reported. Start the endpoint once more, or drop them with --force.");
        var note = await UnregisterAsync(folder, force, cancellationToken).ConfigureAwait(false);
        Directory.Delete(folder.FullPath, recursive: true);
        if (isJson)
            CommandRunner.WriteJson(new { folder.Name, Deleted = true, Note = note });
        else
            Console.WriteLine($"Endpoint {folder.Name} is deleted.{(note is null ? "" : $" {note}")}");
        return ExitCode.Ok;
    }

    private static int Unreported(EndpointFolder folder)
    {
        if (!Directory.Exists(folder.SpoolDirectory))
            return 0;
        using var spool = ResultSpool.Open(new() { Directory = folder.SpoolDirectory }, NullLogger.Instance);
        return spool.Outcomes.Count;
    }

    private static async Task<string?> UnregisterAsync(EndpointFolder folder, bool force, CancellationToken cancellationToken)
    {
        if ((force ? folder.FindIdentity() : folder.ReadIdentity()) is not { } identity)
            return null;
        ConfigReader.Read(await File.ReadAllTextAsync(folder.ConfigFile, cancellationToken).ConfigureAwait(false), out var config);
        try
        {
            await using var client = await CommandRunner.ConnectAsync(config.Gateways, config.ClusterId ?? identity.ClusterId, cancellationToken).ConfigureAwait(false);
            await client.DeleteEndpointAsync(EndpointId.Parse(identity.EndpointId), cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (ResourceNotFoundException)
        {
            return "The service did not know it any more.";
        }
        catch (Exception e) when (force && e is FuncXConnectionException or FuncXException or TimeoutException)
        {
            return $"The service still lists it as {identity.EndpointId}: {e.Message}";
        }
    }
}
