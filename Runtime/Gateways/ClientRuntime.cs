using System.Net;
using System.Security.Cryptography;
using FuncX.Actors.Runtime.Catalog;
using FuncX.Actors.Runtime.Codegen;
using FuncX.Actors.Runtime.Hosting;
using FuncX.Actors.Runtime.Messaging;
using FuncX.Actors.Runtime.Timers;
using FuncX.Actors.Runtime.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Messaging;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Gateways;

/// <summary>One client's parts, and its present connection, if any.</summary>
internal sealed class ClientRuntime : IGrainTypeResolver, IDisposable
{
    private readonly List<PendingCall> _late = [];
    private readonly Lock _gate = new();
    private ClientConnection? _connection;

    // With those whose gateway stops: their running calls may still be answered, or be late.
    private ClientConnection[] _live = [];
    private GrainTypeMap? _types;
    private string _whyNot = "its host has not started";

    public ClientRuntime(IServiceProvider services)
    {
        Services = services;
        Time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        Log = new RuntimeLog(services.GetRequiredService<ILoggerFactory>().CreateLogger("FuncX.Actors.Runtime.Client"));
        Cluster = services.GetRequiredService<IOptions<ClusterOptions>>().Value;
        Messaging = services.GetRequiredService<IOptions<ClientMessagingOptions>>().Value;
        Limits = services.GetRequiredService<IOptions<EngineLimits>>().Value;
        Gateways = services.GetService<IGatewayListProvider>() ?? throw new OrleansConfigurationException(
            "The client knows no gateways: call UseLocalhostClustering, UseStaticClustering, or register an IGatewayListProvider.");
        CodegenRegistry.LoadAll();
        Secret = RandomNumberGenerator.GetBytes(Handshake.SecretBytes);
        OwnId = GrainId.Create(GrainTypePrefix.ClientGrainType, Convert.ToHexStringLower(SHA256.HashData(Secret).AsSpan(0, 16)));
        Clock = new CoarseClock(Time, OnTick);
        Sender = new ClientCallSender(this);
        Observers = new ObserverRegistry(() => OwnId.Key, Log.AnswerLost);
        Clock.Start();
    }

    internal IServiceProvider Services { get; }

    internal TimeProvider Time { get; }

    internal CoarseClock Clock { get; }

    internal RuntimeLog Log { get; }

    internal ClusterOptions Cluster { get; }

    internal ClientMessagingOptions Messaging { get; }

    internal EngineLimits Limits { get; }

    internal IGatewayListProvider Gateways { get; }

    internal ClientCallSender Sender { get; }

    internal ObserverRegistry Observers { get; }

    /// <summary>Known to this process and its gateways only; the client's id is made from it.</summary>
    internal byte[] Secret { get; }

    internal GrainId OwnId { get; }

    /// <summary>The connection of the moment.</summary>
    internal ClientConnection? Connection => Volatile.Read(ref _connection);

    /// <summary>Raised when a gateway says that it stops.</summary>
    internal event Action<ClientConnection>? Goodbye;

    /// <exception cref="SiloUnavailableException">There is none; says since when and what was tried.</exception>
    internal ClientConnection RequireConnection()
    {
        var connection = Volatile.Read(ref _connection);
        if (connection is null) throw Unavailable(Volatile.Read(ref _whyNot));
        if (connection.IsClosed) throw Unavailable($"the connection to gateway {connection.Gateway} was lost this moment, reconnecting");
        return connection;
    }

    internal SiloUnavailableException Unavailable(string why) => new($"The client is not connected to cluster \"{Cluster.ClusterId}\": {why}.");

    internal void SetConnected(ClientConnection connection)
    {
        lock (_gate)
        {
            _types = connection.Welcome.Types;
            _live = [.. _live.Where(static live => !live.IsClosed), connection];
            Volatile.Write(ref _connection, connection);
        }
    }

    internal void SetDisconnected(string why)
    {
        lock (_gate)
        {
            Volatile.Write(ref _whyNot, why);
            Volatile.Write(ref _connection, null);
        }
    }

    internal void OnGoodbye(ClientConnection connection) => Goodbye?.Invoke(connection);

    public GrainType Resolve(Type interfaceType, string? grainClassNamePrefix)
    {
        var types = Volatile.Read(ref _types) ?? throw new InvalidOperationException(
            $"References to {interfaceType.Name} can be made once the client's host has started: the gateway says which grain class implements it.");
        return types.Resolve(interfaceType, grainClassNamePrefix);
    }

    public void Dispose()
    {
        Clock.Dispose();
        SetDisconnected("it was stopped");
    }

    private void OnTick()
    {
        foreach (var connection in Volatile.Read(ref _live)) connection.Calls.CollectLate(Clock.Now, _late);
        foreach (var call in _late) call.TimeOut();
        _late.Clear();
    }
}
