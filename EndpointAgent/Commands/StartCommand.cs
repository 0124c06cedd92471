using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using FuncX.Actors.EndpointAgent.Configuration;
using FuncX.Actors.EndpointAgent.Hosting;
using FuncX.Actors.EndpointAgent.Serving;

namespace FuncX.Actors.EndpointAgent.Commands;

/// <summary><c>start NAME [--detach]</c>: runs the agent.</summary>
internal static partial class StartCommand
{
    private const string ChildOption = "--detached-child";

    public static Command Create()
    {
        var name = CommandRunner.NameArgument();
        var detach = new Option<bool>("--detach") { Description = "Run in the background; return when attached." };
        var wait = new Option<int>("--wait") { Description = "With --detach: give up after so many seconds.", DefaultValueFactory = _ => 30 };
        var child = new Option<bool>(ChildOption) { Hidden = true };
        var json = CommandRunner.JsonOption();
        var command = new Command("start", "Run an endpoint's agent.") { name, detach, wait, child, json };
        command.SetAction((parse, _) => CommandRunner.RunAsync(parse.GetValue(json) || parse.GetValue(child), async () =>
        {
            var folder = CommandRunner.Find(parse.GetValue(name)!);
            var config = CommandRunner.ReadConfig(folder);
            if (CommandRunner.FindInterpreter(config.Interpreter) is { } missing)
                throw new CommandException(ExitCode.Config, missing);
            if (parse.GetValue(detach))
                return await DetachAsync(folder, TimeSpan.FromSeconds(Math.Clamp(parse.GetValue(wait), 1, 3600)), parse.GetValue(json)).ConfigureAwait(false);
            return await ServeAsync(folder, config, parse.GetValue(child), parse.GetValue(json)).ConfigureAwait(false);
        }));
        return command;
    }

    private static async Task<int> ServeAsync(EndpointFolder folder, EndpointConfig config, bool isChild, bool isJson)
    {
        if (isChild)
            _ = NewSession();
        using var host = new AgentHost(folder, config, isChild ? folder.LogFile : null, (phase, message) => Tell(phase, message, isChild || isJson), TimeProvider.System);
        var end = await host.RunAsync().ConfigureAwait(false);
        return end.IsFailure ? throw new CommandException(ExitCode.Unavailable, end.Message) : ExitCode.Ok;
    }

    private static void Tell(AgentPhase phase, string? message, bool isJson)
    {
        if (isJson)
            CommandRunner.WriteJson(new { Phase = phase.ToString().ToLowerInvariant(), Message = message });
    }

    private static async Task<int> DetachAsync(EndpointFolder folder, TimeSpan wait, bool isJson)
    {
        if (folder.IsRunning)
            throw new CommandException(ExitCode.Unavailable, $"An agent of endpoint {folder.Name} runs already (process {folder.ReadState()?.Pid}).");
        using var child = Process.Start(ChildOf(folder)) ?? throw new CommandException(ExitCode.Software, "The agent could not be started.");
        child.StandardInput.Close();
        using var bound = new CancellationTokenSource(wait);
        var last = "it said nothing.";
        try
        {
            // Each line of the child is a phase, or its error.
            while (await child.StandardOutput.ReadLineAsync(bound.Token).ConfigureAwait(false) is { } line)
            {
                using var said = JsonDocument.Parse(line);
                if (said.RootElement.TryGetProperty("error", out var error))
                    throw new CommandException(said.RootElement.GetProperty("exit_code").GetInt32(), error.GetString() ?? "");
                if (said.RootElement.GetProperty("message").GetString() is { } message)
                    last = message;
                if (said.RootElement.GetProperty("phase").GetString() != "attached")
                    continue;
                if (isJson)
                    CommandRunner.WriteJson(new { folder.Name, Phase = "attached", Pid = child.Id, Log = folder.LogFile });
                else
                    Console.WriteLine($"Endpoint {folder.Name} is attached (process {child.Id}, log {folder.LogFile}).");
                return ExitCode.Ok;
            }
            var stderr = await child.StandardError.ReadToEndAsync(bound.Token).ConfigureAwait(false);
            throw new CommandException(ExitCode.Unavailable, $"The agent ended before it was attached: {stderr.Trim().Split('\n')[^1]} See {folder.LogFile}.");
        }
        catch (OperationCanceledException)
        {
            child.Kill(entireProcessTree: true);
            throw new CommandException(ExitCode.TemporaryFailure, $"Endpoint {folder.Name} was not attached within {wait.TotalSeconds:0} s: {last} Nothing was left running. See {folder.LogFile}, or start it without --detach to keep trying.");
        }
        catch (JsonException e)
        {
            child.Kill(entireProcessTree: true);
            throw new CommandException(ExitCode.Software, $"The agent said something unreadable: {e.Message} See {folder.LogFile}.");
        }
    }

    private static ProcessStartInfo ChildOf(EndpointFolder folder)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        // Started as `dotnet funcx-endpoint.dll` the process is dotnet, and the program is its first argument.
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(Environment.GetCommandLineArgs()[0]);
        foreach (var argument in (ReadOnlySpan<string>)["start", folder.Name, ChildOption])
            start.ArgumentList.Add(argument);
        return start;
    }

    [LibraryImport("libc", EntryPoint = "setsid", SetLastError = true)]
    private static partial int NewSession();
}
