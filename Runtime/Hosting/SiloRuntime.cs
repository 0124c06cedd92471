using System.Net;
using FuncX.Actors.Runtime.Catalog;
using FuncX.Actors.Runtime.Codegen;
using FuncX.Actors.Runtime.Directory;
using FuncX.Actors.Runtime.Hosting;
using FuncX.Actors.Runtime.Messaging;
using FuncX.Actors.Runtime.Timers;
using FuncX.Actors.Runtime.Transport;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime;

/// <summary>One silo's parts, and what they share.</summary>
internal sealed class SiloRuntime : IDisposable
{
    private readonly List<PendingCall> _late = [];
    private RuntimeMetrics? _metrics;

    public SiloRuntime(IServiceProvider services)
    {
        Services = services;
        Time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        Log = new RuntimeLog(services.GetRequiredService<ILoggerFactory>().CreateLogger("FuncX.Actors.Runtime.Silo"));
        Cluster = Option<ClusterOptions>();
        Messaging = Option<SiloMessagingOptions>();
        Collection = Option<GrainCollectionOptions>();
        Endpoints = Option<EndpointOptions>();
        Limits = Option<EngineLimits>();
        Clock = new CoarseClock(Time, OnTick);
        CodegenRegistry.LoadAll();
        Router = new MessageRouter(this);
        Sender = new SiloCallSender(this);
        Catalog = new ActivationCatalog(this);
        Clients = new ClientDirectory(this);
        Types = new GrainTypeMap(Catalog.Classes.SelectMany(static entry => entry.Interfaces.Select(type =>
            new GrainTypeMap.Entry(CodegenRegistry.GetInterface(type).Name, entry.GrainType.ToString()!, entry.Type.FullName!))));
        Observers = new ObserverRegistry(() => Sender.OwnKey, Log.AnswerLost);
        Factory = new GrainFactory(Sender, Types, Observers);
        Address = SiloAddress.New(new IPEndPoint(Endpoints.AdvertisedIPAddress ?? IPAddress.Loopback, Endpoints.SiloPort), SiloAddress.AllocateNewGeneration());
        Placement = new RendezvousPlacement(Address);
        Clock.Start();
    }

    internal IServiceProvider Services { get; }

    internal TimeProvider Time { get; }

    internal CoarseClock Clock { get; }

    internal RuntimeLog Log { get; }

    internal ClusterOptions Cluster { get; }

    internal SiloMessagingOptions Messaging { get; }

    internal GrainCollectionOptions Collection { get; }

    internal EndpointOptions Endpoints { get; }

    internal EngineLimits Limits { get; }

    /// <summary>This silo; final once its gateway is bound.</summary>
    internal SiloAddress Address { get; private set; }

    /// <summary>Where clients connect; null without a gateway.</summary>
    internal Gateway? Gateway { get; private set; }

    internal ActivationCatalog Catalog { get; }

    internal MessageRouter Router { get; }

    internal SiloCallSender Sender { get; }

    internal RendezvousPlacement Placement { get; }

    internal ClientDirectory Clients { get; }

    internal ObserverRegistry Observers { get; }

    internal GrainTypeMap Types { get; }

    internal GrainFactory Factory { get; }

    /// <summary>Incoming filters in registration order; resolved at start, because they may need the silo.</summary>
    internal IIncomingGrainCallFilter[] IncomingFilters { get; private set; } = [];

    /// <summary>Takes the filters and binds the gateway's port.</summary>
    internal void Start()
    {
        IncomingFilters = [.. Services.GetServices<IIncomingGrainCallFilter>()];
        Sender.Filters = [.. Services.GetServices<IOutgoingGrainCallFilter>()];
        var listen = Endpoints.GatewayListeningEndpoint
            ?? new IPEndPoint(Endpoints.AdvertisedIPAddress ?? IPAddress.Loopback, Endpoints.GatewayPort);
        Gateway = new Gateway(this, listen);
        if (Endpoints.SiloPort == 0) TakeAddressFromGateway(Gateway);
        _metrics = new RuntimeMetrics(this);
    }

    private void TakeAddressFromGateway(Gateway gateway)
    {
        // Part of the identity must be unique on the host: the gateway's port is.
        Address = SiloAddress.New(new IPEndPoint(Endpoints.AdvertisedIPAddress ?? IPAddress.Loopback, gateway.LocalEndpoint.Port), Address.Generation);
        Placement.Update([Address]);
    }

    public void Dispose()
    {
        _metrics?.Dispose();
        Gateway?.Dispose();
        Clock.Dispose();
        Sender.Close(() => new SiloUnavailableException($"The silo {Address} has stopped."));
    }

    private T Option<T>()
        where T : class => Services.GetRequiredService<IOptions<T>>().Value;

    private void OnTick()
    {
        var now = Clock.Now;
        Sender.CollectLate(now, _late);
        if (Gateway is { } gateway)
        {
            foreach (var connection in gateway.Connections) connection.ObserverCalls.CollectLate(now, _late);
        }
        foreach (var call in _late) call.TimeOut();
        _late.Clear();
    }
}
