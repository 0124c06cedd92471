using System.CommandLine;
using System.Text.Json;
using FuncX.Actors.Client;
using FuncX.Actors.Client.Hosting;
using FuncX.Actors.EndpointAgent.Configuration;

namespace FuncX.Actors.EndpointAgent.Commands;

/// <summary>What all commands share: the name argument, --json, errors as one line and an exit code.</summary>
internal static class CommandRunner
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The endpoint's name.</summary>
    public static Argument<string> NameArgument() => new("name") { Description = "Local name of the endpoint." };

    /// <summary>--json.</summary>
    public static Option<bool> JsonOption() => new("--json") { Description = "Answer in JSON, errors too." };

    /// <summary>Runs a command's action and turns what it throws into one line on standard error.</summary>
    public static async Task<int> RunAsync(bool isJson, Func<Task<int>> action)
    {
        var (code, message) = (ExitCode.Software, "");
        try
        {
            return await action().ConfigureAwait(false);
        }
        catch (CommandException e)
        {
            (code, message) = (e.Code, e.Message);
        }
        catch (FuncXConnectionException e)
        {
            (code, message) = (ExitCode.TemporaryFailure, e.Message);
        }
        catch (FuncXException e)
        {
            code = e switch
            {
                UnauthenticatedException or AccessDeniedException => ExitCode.NoPermission,
                { IsRetryable: true } => ExitCode.TemporaryFailure,
                _ => ExitCode.Unavailable,
            };
            message = $"{e.Message} {e.Hint}".TrimEnd();
        }
        catch (TimeoutException e)
        {
            (code, message) = (ExitCode.TemporaryFailure, $"The service did not answer in time: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            (code, message) = (ExitCode.CannotCreate, e.Message);
        }
        catch (OperationCanceledException)
        {
            (code, message) = (ExitCode.Interrupted, "Interrupted.");
        }
        catch (Exception e)
        {
            message = $"Unexpected {e.GetType().Name}: {e.Message} This is a defect; with FUNCX_TRACE=1 the command prints where.";
            if (Environment.GetEnvironmentVariable("FUNCX_TRACE") == "1")
                await Console.Error.WriteLineAsync(e.ToString()).ConfigureAwait(false);
        }
        if (isJson)
            WriteJson(new { Error = message, ExitCode = code });
        else
            await Console.Error.WriteLineAsync($"funcx-endpoint: {Text.Printable(message, 4_000)}").ConfigureAwait(false);
        return code;
    }

    /// <summary>What is wrong with a command line, in one line.</summary>
    public static CommandException UsageError(ParseResult parsed) =>
        new(ExitCode.Usage, $"{string.Join(' ', parsed.Errors.Select(e => e.Message.ReplaceLineEndings(" ")))} See `funcx-endpoint {(parsed.CommandResult.Command is RootCommand ? "" : parsed.CommandResult.Command.Name + " ")}--help`.");

    /// <summary>Prints one JSON value on one line.</summary>
    public static void WriteJson(object value) => Console.WriteLine(JsonSerializer.Serialize(value, Json));

    /// <summary>The folder of a configured endpoint.</summary>
    /// <exception cref="CommandException">The name is wrong, or there is none.</exception>
    public static EndpointFolder Find(string name)
    {
        CheckName(name);
        var folder = new EndpointFolder(name);
        return folder.Exists ? folder : throw new CommandException(ExitCode.NoInput, $"There is no endpoint {name} in {EndpointFolder.Root}. Make it with `funcx-endpoint configure {name}`, or see `funcx-endpoint list`.");
    }

    /// <summary>Refuses a name that cannot be a folder's.</summary>
    public static void CheckName(string name)
    {
        if (EndpointName.Check(name) is { } wrong)
            throw new CommandException(ExitCode.Usage, wrong);
    }

    /// <summary>The endpoint's configuration.</summary>
    /// <exception cref="CommandException">Lists every error.</exception>
    public static EndpointConfig ReadConfig(EndpointFolder folder)
    {
        string text;
        try
        {
            text = File.ReadAllText(folder.ConfigFile);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Config, $"{folder.ConfigFile} cannot be read: {e.Message}");
        }
        var errors = ConfigReader.Read(text, out var config);
        return errors.Count == 0 ? config : throw new CommandException(ExitCode.Config, string.Join('\n', errors.Select(e => $"{folder.ConfigFile}, {e}")));
    }

    /// <summary>What is wrong with an interpreter, or null.</summary>
    public static string? FindInterpreter(string interpreter)
    {
        var candidates = interpreter.Contains('/', StringComparison.Ordinal) ? [interpreter] : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(p => Path.Combine(p, interpreter));
        return candidates.Any(File.Exists) ? null : $"The interpreter {interpreter} does not exist. Install Python 3 (Debian: apt-get install python3 python3-dill), or name another (configure --interpreter, or `interpreter` in config.yaml).";
    }

    /// <summary>Connects with the user's token, not the agent's.</summary>
    public static Task<FuncXClient> ConnectAsync(IReadOnlyList<string> gateways, string? clusterId, CancellationToken cancellationToken)
    {
        var options = ClientSettings.Load();
        if (gateways.Count > 0)
            options.Gateways = ClientSettings.ParseGateways(string.Join(',', gateways));
        options.ClusterId = clusterId ?? options.ClusterId;
        return FuncXClient.ConnectAsync(options, cancellationToken: cancellationToken);
    }
}
