using System.CommandLine;

namespace FuncX.Actors.Client.Cli;

/// <summary><c>funcx endpoints</c>: the service's view of endpoints. The agent's own commands are <c>funcx endpoint</c> (funcx-endpoint).</summary>
internal static class EndpointCommand
{
    public static Command Create()
    {
        var command = new Command("endpoint", "See the endpoints that the service knows.") { List(), Status(), Delete() };
        command.Aliases.Add("endpoints");
        return command;
    }

    private static Command List()
    {
        var json = CliRunner.JsonOption();
        var command = new Command("list", "Your endpoints, with their state.") { json };
        command.SetAction((parse, stop) => CliRunner.RunAsync(
            async (client, cancellationToken) =>
            {
                var endpoints = new List<EndpointStatus>();
                foreach (var endpoint in await client.ListEndpointsAsync(cancellationToken))
                    endpoints.Add(await client.GetEndpointAsync(endpoint.Id, cancellationToken));
                if (parse.GetValue(json))
                    CliOutput.WriteJson(endpoints);
                else
                    CliOutput.WriteTable(["ENDPOINT", "NAME", "STATE", "WORKERS", "QUEUED", "LEASED"], endpoints.Select(e => new[] { e.Id.ToString(), e.Name, State(e), $"{e.IdleWorkers}/{e.Workers} idle", $"{e.QueuedTasks}{(e.HasMoreInDatabase ? "+" : "")}", $"{e.LeasedTasks}" }));
                return 0;
            },
            stop));
        return command;
    }

    private static Command Status()
    {
        var id = new Argument<string>("endpoint") { Description = "Id, or name of one of yours." };
        var json = CliRunner.JsonOption();
        var command = new Command("status", "What an endpoint does now.") { id, json };
        command.SetAction((parse, stop) => CliRunner.RunAsync(
            async (client, cancellationToken) =>
            {
                var status = await client.GetEndpointAsync(await CliArguments.FindEndpointAsync(client, parse.GetValue(id)!, cancellationToken), cancellationToken);
                if (parse.GetValue(json))
                {
                    CliOutput.WriteJson(status);
                    return 0;
                }
                Console.WriteLine($"{status.Id} {Text.Printable(status.Name, 128)}: {State(status)}");
                Console.WriteLine($"agent    {(status.AgentHost is null ? "none attached since the silo started" : $"{Text.Printable(status.AgentHost, 200)}, version {Text.Printable(status.AgentVersion, 40)}")}{(status.LastSeen is { } seen ? $", last seen {seen:u}" : "")}");
                Console.WriteLine($"workers  {status.Workers}, {status.IdleWorkers} idle");
                Console.WriteLine($"tasks    {status.QueuedTasks:N0} queued{(status.HasMoreInDatabase ? " and more in the database" : "")}, {status.LeasedTasks:N0} at the agent");
                if (status.Message is { } message)
                    Console.WriteLine($"message  {Text.Printable(message, 500)}");
                return 0;
            },
            stop));
        return command;
    }

    private static Command Delete()
    {
        var id = new Argument<string>("endpoint") { Description = "Id, or name of one of yours." };
        var json = CliRunner.JsonOption();
        var command = new Command("delete", "Delete an endpoint: its agent's token ends, queued tasks are cancelled.") { id, json };
        command.SetAction((parse, stop) => CliRunner.RunAsync(
            async (client, cancellationToken) =>
            {
                var endpoint = await CliArguments.FindEndpointAsync(client, parse.GetValue(id)!, cancellationToken);
                await client.DeleteEndpointAsync(endpoint, cancellationToken);
                if (parse.GetValue(json))
                    CliOutput.WriteJson(new { endpoint_id = endpoint, deleted = true });
                return 0;
            },
            stop));
        return command;
    }

    private static string State(EndpointStatus status) => status.IsOnline ? "online" : "offline";
}
