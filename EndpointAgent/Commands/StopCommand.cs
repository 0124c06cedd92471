using System.CommandLine;
using System.Diagnostics;
using FuncX.Actors.EndpointAgent.Configuration;
using FuncX.Actors.EndpointAgent.Workers;

namespace FuncX.Actors.EndpointAgent.Commands;

/// <summary><c>stop NAME</c>: drains and ends the agent.</summary>
internal static class StopCommand
{
    private static readonly TimeSpan BeyondDrain = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var name = CommandRunner.NameArgument();
        var timeout = new Option<int?>("--timeout") { Description = "Seconds to wait; default: drain_timeout and half a minute." };
        var force = new Option<bool>("--force") { Description = "Kill it after that." };
        var json = CommandRunner.JsonOption();
        var command = new Command("stop", "End an endpoint's agent: running tasks end first, waiting ones go back.") { name, timeout, force, json };
        command.SetAction((parse, stop) => CommandRunner.RunAsync(parse.GetValue(json), async () =>
        {
            var folder = CommandRunner.Find(parse.GetValue(name)!);
            var wait = parse.GetValue(timeout) is { } seconds ? TimeSpan.FromSeconds(Math.Max(0, seconds)) : DrainTimeout(folder) + BeyondDrain;
            var said = await StopAsync(folder, wait, parse.GetValue(force), stop).ConfigureAwait(false);
            if (parse.GetValue(json))
                CommandRunner.WriteJson(new { folder.Name, Message = said });
            else
                Console.WriteLine(said);
            return ExitCode.Ok;
        }));
        return command;
    }

    /// <summary>Ends the agent.</summary>
    /// <returns>What happened, in one line.</returns>
    public static async Task<string> StopAsync(EndpointFolder folder, TimeSpan wait, bool force, CancellationToken cancellationToken)
    {
        if (!folder.IsRunning)
            return $"Endpoint {folder.Name} was not running.";
        var pid = folder.ReadState()?.Pid ?? throw new CommandException(ExitCode.Unavailable, $"Endpoint {folder.Name} runs, but {folder.StateFile} does not say as which process. Try again in a second.");
        using var process = Find(pid);
        if (process is null || !ProcessSignals.RequestEnd(pid))
            throw new CommandException(ExitCode.NoPermission, $"The agent of endpoint {folder.Name} (process {pid}) cannot be asked to end: it is another user's, or has just ended.");
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(wait);
        try
        {
            await process.WaitForExitAsync(bound.Token).ConfigureAwait(false);
            return $"Endpoint {folder.Name} has stopped: {folder.ReadState()?.Message ?? "it ended."}";
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            if (!force)
                throw new CommandException(ExitCode.TemporaryFailure, $"Endpoint {folder.Name} (process {pid}) still ends after {wait.TotalSeconds:0} s. Wait with `funcx-endpoint stop`, or kill it with --force.");
            ProcessSignals.KillProcess(pid);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            return $"Endpoint {folder.Name} was killed after {wait.TotalSeconds:0} s; unreported results stay in its spool.";
        }
    }

    // An agent must be stoppable whatever became of its file since it started.
    private static TimeSpan DrainTimeout(EndpointFolder folder)
    {
        try
        {
            return CommandRunner.ReadConfig(folder).DrainTimeout;
        }
        catch (CommandException)
        {
            return new EndpointConfig().DrainTimeout;
        }
    }

    private static Process? Find(int pid)
    {
        try
        {
            return Process.GetProcessById(pid);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
