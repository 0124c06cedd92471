using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using FuncX.Actors.Client.Hosting;

namespace FuncX.Actors.Client.Cli;

/// <summary>Connects, runs one command, and turns every known error into one line and an exit code (sysexits).</summary>
internal static class CliRunner
{
    public const int Failed = 1;
    private const int Usage = 64;
    private const int DataError = 65;
    private const int NoInput = 66;
    private const int Unavailable = 69;
    private const int Internal = 70;
    private const int NoPermission = 77;

    public static Option<bool> JsonOption() => new("--json") { Description = "Print JSON." };

    public static async Task<int> RunAsync(Func<FuncXClient, CancellationToken, Task<int>> command, CancellationToken cancellationToken)
    {
        try
        {
            await using var client = await FuncXClient.ConnectAsync(ClientSettings.Load(), null, cancellationToken);
            return await command(client, cancellationToken);
        }
        catch (TaskFailedException e)
        {
            return Fail(Failed, e.Message);
        }
        catch (SubmitRefusedException e)
        {
            return Fail(DataError, $"{e.Refusal.Code}: {e.Message}");
        }
        catch (Exception e) when (e is UnauthenticatedException or AccessDeniedException)
        {
            return Fail(NoPermission, Line((FuncXException)e));
        }
        catch (ResourceNotFoundException e)
        {
            return Fail(Unavailable, Line(e));
        }
        catch (FuncXException e)
        {
            return Fail(e.IsRetryable ? Unavailable : DataError, Line(e));
        }
        catch (FuncXConnectionException e)
        {
            return Fail(Unavailable, e.Message);
        }
        catch (Exception e) when (Retrying.IsPassing(e))
        {
            return Fail(Unavailable, $"The silo went away and did not come back in time: {e.Message}");
        }
        catch (Exception e) when (e is FormatException or JsonException or NotSupportedException or ArgumentException)
        {
            return Fail(Usage, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(NoInput, e.Message);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return Fail(130, "Interrupted.");
        }
        catch (Exception e)
        {
            return Fail(Internal, $"Unexpected {e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>Says in one line what is wrong with a command line.</summary>
    public static int FailUsage(ParseResult parsed)
    {
        var path = new List<string>();
        for (SymbolResult? at = parsed.CommandResult; at is CommandResult { Command: not RootCommand and var command }; at = at.Parent)
            path.Insert(0, command.Name);
        var errors = string.Join(' ', parsed.Errors.Select(e => e.Message.ReplaceLineEndings(" ")));
        return Fail(Usage, $"{errors} See `{string.Join(' ', ["funcx", .. path, "--help"])}`.");
    }

    private static string Line(FuncXException e) => e.Hint.Length > 0 ? $"{e.Message} {e.Hint}" : e.Message;

    private static int Fail(int code, string message)
    {
        Console.Error.WriteLine("funcx: " + Text.Printable(message, 30_000));
        return code;
    }
}
