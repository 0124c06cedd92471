using System.Diagnostics.Metrics;

namespace FuncX.Actors.Runtime;

/// <summary>Instruments of a silo, meter "FuncX.Actors.Runtime". All are read when somebody listens; the hot path counts nothing for them.</summary>
internal sealed class RuntimeMetrics : IDisposable
{
    private readonly Meter _meter = new("FuncX.Actors.Runtime");

    internal RuntimeMetrics(SiloRuntime silo)
    {
        var tags = new KeyValuePair<string, object?>[] { new("silo", silo.Address.ToString()) };
        _meter.CreateObservableUpDownCounter("funcx.activations.count", () => new Measurement<int>(silo.Catalog.Count, tags), "{activation}", "Grain ids with an activation or pool");
        _meter.CreateObservableCounter("funcx.calls.made", () => new Measurement<long>(silo.Sender.Total, tags), "{call}", "Calls that started in the silo");
        _meter.CreateObservableUpDownCounter("funcx.calls.waiting", () => new Measurement<int>(silo.Sender.InFlight, tags), "{call}", "Calls that started in the silo and wait for their answer");
        _meter.CreateObservableUpDownCounter("funcx.mailbox.length", () => new Measurement<int>(silo.Catalog.Activations().Sum(static activation => activation.Loop.WaitingCount), tags), "{call}", "Requests waiting in mailboxes");
        _meter.CreateObservableUpDownCounter("funcx.gateway.clients", () => new Measurement<int>(silo.Gateway?.Connections.Count ?? 0, tags), "{client}", "Connected clients");
        _meter.CreateObservableCounter("funcx.gateway.requests", () => new Measurement<long>(silo.Gateway?.Requests ?? 0, tags), "{call}", "Requests received from clients");
    }

    public void Dispose() => _meter.Dispose();
}
