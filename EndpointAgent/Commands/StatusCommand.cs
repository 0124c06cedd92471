using System.CommandLine;
using System.Globalization;
using FuncX.Actors.EndpointAgent.Configuration;

namespace FuncX.Actors.EndpointAgent.Commands;

/// <summary><c>status NAME</c> and <c>list</c>: what the agents of this machine say of themselves.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var name = CommandRunner.NameArgument();
        var json = CommandRunner.JsonOption();
        var command = new Command("status", "What an endpoint's agent does now.") { name, json };
        command.SetAction((parse, _) => CommandRunner.RunAsync(parse.GetValue(json), () =>
        {
            var view = View.Of(CommandRunner.Find(parse.GetValue(name)!));
            if (parse.GetValue(json))
                CommandRunner.WriteJson(view);
            else
                Print(view);
            return Task.FromResult(ExitCode.Ok);
        }));
        return command;
    }

    public static Command CreateList()
    {
        var json = CommandRunner.JsonOption();
        var command = new Command("list", "The endpoints of this machine.") { json };
        command.SetAction((parse, _) => CommandRunner.RunAsync(parse.GetValue(json), () =>
        {
            var views = EndpointFolder.All.Select(View.Of).ToList();
            if (parse.GetValue(json))
                CommandRunner.WriteJson(views);
            else if (views.Count == 0)
                Console.WriteLine($"No endpoint in {EndpointFolder.Root}. Make one with `funcx-endpoint configure NAME`.");
            else
                PrintTable(views);
            return Task.FromResult(ExitCode.Ok);
        }));
        return command;
    }

    private static void Print(View view)
    {
        Console.WriteLine($"{view.Name}: {view.State}{(view.Pid is { } pid ? $" (process {pid}, since {view.Since?.ToString("u", CultureInfo.InvariantCulture)})" : "")}");
        Console.WriteLine($"endpoint  {view.EndpointId ?? "not registered"}");
        if (view.Pid is not null)
        {
            Console.WriteLine($"workers   {view.Workers}, {view.Idle} idle");
            Console.WriteLine($"tasks     {view.Running} running, {view.Queued} waiting here, {view.SpoolBytes:N0} bytes in the spool");
        }
        if (view.Message is not null)
            Console.WriteLine($"message   {Text.Printable(view.Message, 1_000)}");
        Console.WriteLine($"settings  {view.Config}");
    }

    private static void PrintTable(List<View> views)
    {
        var width = Math.Max(4, views.Max(v => v.Name.Length));
        Console.WriteLine($"{"NAME".PadRight(width)}  {"STATE",-12}  {"ENDPOINT",-36}  WORKERS  RUNNING  WAITING");
        foreach (var v in views)
            Console.WriteLine($"{v.Name.PadRight(width)}  {v.State,-12}  {v.EndpointId ?? "not registered",-36}  {v.Workers,7}  {v.Running,7}  {v.Queued,7}");
    }

    /// <summary>An endpoint as the two commands show it.</summary>
    private sealed record View(
        string Name, string State, string? EndpointId, int? Pid, DateTimeOffset? Since, string? Message, int Workers, int Idle, int Running, int Queued, long SpoolBytes, IReadOnlyList<int> WorkerPids, string Config)
    {
        public static View Of(EndpointFolder folder)
        {
            var id = folder.FindIdentity()?.EndpointId;
            var said = folder.ReadState();
            if (folder.IsRunning)
            {
                return new(folder.Name, said?.Phase ?? "starting", id, said?.Pid, said?.Since, said?.Message, said?.Workers ?? 0, said?.Idle ?? 0, said?.Running ?? 0, said?.Queued ?? 0, said?.SpoolBytes ?? 0, said?.WorkerPids ?? [], folder.ConfigFile);
            }
            var (state, message) = said?.Phase switch
            {
                null => ("initialized", null),
                "stopped" or "failed" => (said.Phase, said.Message),
                _ => ("stopped", $"Its agent (process {said.Pid}) ended without a word, last seen {said.UpdatedAt.ToString("u", CultureInfo.InvariantCulture)}. See {folder.LogFile}."),
            };
            return new(folder.Name, state, id, null, said?.Since, message, 0, 0, 0, 0, said?.SpoolBytes ?? 0, [], folder.ConfigFile);
        }
    }
}
