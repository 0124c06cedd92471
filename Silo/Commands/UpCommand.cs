using System.CommandLine;
using System.Runtime.InteropServices;
using FuncX.Actors.Silo.Hosting;
using FuncX.Actors.Silo.Up;
using Microsoft.Extensions.Logging;

namespace FuncX.Actors.Silo.Commands;

/// <summary><c>funcx up</c>: a private Postgres, supervised, and a silo on it, until Ctrl-C or SIGTERM.</summary>
internal static class UpCommand
{
    private const int ExitUnavailable = 69;
    private const int ExitSoftware = 70;
    private const int ExitUsage = 64;

    public static Command Create()
    {
        var data = new Option<string>("--data") { Description = "Data directory.", DefaultValueFactory = _ => DefaultDataDirectory() };
        var gatewayPort = new Option<int>("--gateway-port") { Description = "Port for clients and agents on loopback; 0 takes any.", DefaultValueFactory = _ => 30000 };
        var siloPort = new Option<int>("--silo-port") { Description = "Port for other silos on loopback; 0 takes any.", DefaultValueFactory = _ => 11111 };
        var storage = new Option<string>("--storage") { Description = "postgres, or memory: throw-away, gone with the process.", DefaultValueFactory = _ => "postgres" };
        storage.AcceptOnlyFromAmong("postgres", "memory");
        var database = new Option<string?>("--database") { Description = "Connection string of a Postgres that you run yourself." };
        var newToken = new Option<bool>("--new-admin-token") { Description = "Make a new administrator's token." };
        var verbose = new Option<bool>("--verbose") { Description = "Log single tasks too." };
        var command = new Command("up", "Start a private Postgres and a silo, and keep them running.") { data, gatewayPort, siloPort, storage, database, newToken, verbose };
        command.SetAction((parse, cancellationToken) => RunAsync(
            new SiloSettings
            {
                DataDirectory = Path.GetFullPath(parse.GetValue(data)!),
                GatewayPort = parse.GetValue(gatewayPort),
                SiloPort = parse.GetValue(siloPort),
                UseMemory = parse.GetValue(storage) == "memory",
                Database = parse.GetValue(database),
                NewAdminToken = parse.GetValue(newToken),
            },
            parse.GetValue(verbose) ? LogLevel.Debug : LogLevel.Information,
            cancellationToken));
        return command;
    }

    private static string DefaultDataDirectory() =>
        Environment.GetEnvironmentVariable("FUNCX_DATA") is { Length: > 0 } data ? data
        : Environment.UserName == "root" ? "/var/lib/funcx"
        : Path.Combine(Environment.GetEnvironmentVariable("XDG_DATA_HOME") is { Length: > 0 } xdg ? xdg : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share"), "funcx");

    private static async Task<int> RunAsync(SiloSettings settings, LogLevel level, CancellationToken cancellationToken)
    {
        if (settings.Validate().ToList() is { Count: > 0 } errors)
            return Fail(ExitUsage, string.Join(Environment.NewLine, errors));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        void Logging(ILoggingBuilder logging) => logging.SetMinimumLevel(level).AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical).AddSimpleConsole(o =>
        {
            o.SingleLine = true;
            o.TimestampFormat = "HH:mm:ss.fff ";
            o.UseUtcTimestamp = true;
        });
        using var loggers = LoggerFactory.Create(Logging);
        try
        {
            using var directory = DataDirectoryLock.Take(settings.DataDirectory);
            await using var postgres = await StartPostgresAsync(settings, loggers, stop.Token);
            var connection = settings.UseMemory ? null : settings.Database ?? postgres!.ConnectionString;
            await using var silo = await SiloHost.StartAsync(settings, connection, Logging, stop.Token);
            RunFileWriter.Write(settings, silo.Gateway, TimeProvider.System);
            try
            {
                Announce(settings, silo);
                await UntilStoppedAsync(stop.Token, silo.Stopping);
            }
            finally
            {
                RunFileWriter.Delete(settings.DataDirectory);
            }
            if (!stop.IsCancellationRequested)
                return Fail(ExitSoftware, "The silo stopped by itself; the lines above say why. Everything acknowledged is kept: start it again.");
            Console.WriteLine("Stopping.");
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (PostgresSetupException e)
        {
            return Fail(ExitUnavailable, $"{e.Message} {e.Hint}");
        }
        catch (SiloStartException e)
        {
            return Fail(ExitUnavailable, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(ExitUnavailable, $"A file of {settings.DataDirectory} cannot be written: {e.Message} The silo has stopped; see to the directory and its disk, and start it again.");
        }
    }

    private static async Task<PostgresSupervisor?> StartPostgresAsync(SiloSettings settings, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        if (settings.UseMemory || settings.Database is not null)
            return null;
        var postgres = new PostgresSupervisor(new PostgresSupervisorOptions { DataDirectory = settings.DataDirectory }, TimeProvider.System, loggers.CreateLogger<PostgresSupervisor>());
        try
        {
            await postgres.StartAsync(cancellationToken);
            return postgres;
        }
        catch
        {
            await postgres.DisposeAsync();
            throw;
        }
    }

    private static async Task UntilStoppedAsync(CancellationToken asked, CancellationToken stopping)
    {
        var stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var a = asked.Register(() => stopped.TrySetResult());
        await using var b = stopping.Register(() => stopped.TrySetResult());
        await stopped.Task;
    }

    private static void Announce(SiloSettings settings, SiloHost silo)
    {
        Console.WriteLine($"Silo ready: gateway {silo.Gateway}, data in {settings.DataDirectory}.");
        if (settings.UseMemory)
            Console.WriteLine("Storage is memory: everything is lost when this process ends.");
        if (File.Exists(silo.AdminTokenPath))
            Console.WriteLine($"The administrator's token is in {silo.AdminTokenPath}{(silo.IsNewAdminToken ? " (new)" : "")}.");
        else
            Console.WriteLine($"There is an administrator, but {silo.AdminTokenPath} is gone: start with --new-admin-token to get a new one.");
    }

    private static int Fail(int code, string message)
    {
        Console.Error.WriteLine("funcx up: " + message);
        return code;
    }
}
