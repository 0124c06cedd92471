using FuncX.Actors.Client.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace FuncX.Actors.Client;

/// <summary>The .NET client: registers functions, submits tasks and batches, waits for results. Safe for concurrent use; one per process is enough.</summary>
/// <remarks>Operations that may be repeated are repeated for <see cref="FuncXClientOptions.RetryTimeout"/> when a silo goes away: task ids are made here, so that nothing runs twice because of it.</remarks>
public sealed partial class FuncXClient : IAsyncDisposable
{
    private readonly FuncXConnection _connection;
    private readonly SubmitQueue _submits;
    private readonly InboxPump _inbox;
    private readonly string _inboxKey;

    private FuncXClient(FuncXConnection connection, FuncXClientOptions options, Caller caller, ILogger log)
    {
        _connection = connection;
        Options = options;
        Caller = caller;
        _inboxKey = InboxKey.Of(caller.User, Guid.NewGuid());
        _inbox = new InboxPump(Grains.GetGrain<IInboxGrain>(_inboxKey), Clock, log);
        _submits = new SubmitQueue(options, specs => SendAsync(new SubmitRequest { Tasks = specs, Inbox = _inboxKey }, CancellationToken.None));
    }

    /// <summary>The settings in force.</summary>
    public FuncXClientOptions Options { get; }

    /// <summary>Who the token says we are.</summary>
    public Caller Caller { get; }

    internal TimeProvider Clock { get; } = TimeProvider.System;

    private IGrainFactory Grains => _connection.Grains;

    /// <summary>Connects and checks the token.</summary>
    /// <param name="options">Where, and with which token; <see cref="ClientSettings.Load"/> finds them.</param>
    /// <param name="loggerFactory">Where log lines go; nowhere when null.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <exception cref="FuncXConnectionException">No silo answered.</exception>
    /// <exception cref="UnauthenticatedException">The token is wrong.</exception>
    public static async Task<FuncXClient> ConnectAsync(FuncXClientOptions options, ILoggerFactory? loggerFactory = null, CancellationToken cancellationToken = default)
    {
        ILoggerProvider? provider = loggerFactory is null ? null : new ForwardingLoggerProvider(loggerFactory);
        var connection = await FuncXConnection.ConnectAsync(options, logging => _ = provider is null ? logging : logging.AddProvider(provider), keepTrying: false, cancellationToken).ConfigureAwait(false);
        try
        {
            var caller = await Retrying.RunAsync(
                () => connection.Grains.GetGrain<ICatalogGrain>(0).WhoAmIAsync(Caller.FromToken), options.ConnectTimeout, TimeProvider.System, cancellationToken).ConfigureAwait(false);
            return new FuncXClient(connection, options, caller, loggerFactory?.CreateLogger<FuncXClient>() ?? (ILogger)NullLogger.Instance);
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _inbox.DisposeAsync().ConfigureAwait(false);
        await _connection.DisposeAsync().ConfigureAwait(false);
    }

    internal Task<T> RetryAsync<T>(Func<Task<T>> operation, CancellationToken cancellationToken) =>
        Retrying.RunAsync(operation, Options.RetryTimeout, Clock, cancellationToken);

    internal Task<SubmitReply> SendAsync(SubmitRequest request, CancellationToken cancellationToken) =>
        RetryAsync(() => Grains.GetGrain<ISubmitGrain>(0).SubmitAsync(Caller.FromToken, request), cancellationToken);

    private async Task RetryAsync(Func<Task> operation, CancellationToken cancellationToken) =>
        await RetryAsync(
            async () =>
            {
                await operation().ConfigureAwait(false);
                return true;
            },
            cancellationToken).ConfigureAwait(false);

    private sealed class ForwardingLoggerProvider(ILoggerFactory factory) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => factory.CreateLogger(categoryName);

        public void Dispose()
        {
            // The factory belongs to the caller.
        }
    }
}
