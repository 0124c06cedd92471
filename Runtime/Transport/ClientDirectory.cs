using System.Collections.Concurrent;
using FuncX.Actors.Runtime.Catalog;
using FuncX.Actors.Runtime.Messaging;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Transport;

/// <summary>The clients connected to this silo's gateway, and the silo's own observers: where calls to observers go.</summary>
internal sealed class ClientDirectory(SiloRuntime silo)
{
    private readonly ConcurrentDictionary<IdSpan, GatewayConnection> _byClient = new();

    internal void Add(GatewayConnection connection) => _byClient[connection.ClientId.Key] = connection;

    internal void Remove(GatewayConnection connection) => _byClient.TryRemove(KeyValuePair.Create(connection.ClientId.Key, connection));

    /// <summary>Sends a call to an observer, or answers why not.</summary>
    internal void Send(RequestMessage message)
    {
        if (ObserverId.TrySplit(message.Target, out var client, out _))
        {
            if (silo.Observers.Owns(client))
            {
                silo.Observers.Invoke(message);
                return;
            }
            if (_byClient.TryGetValue(client, out var connection))
            {
                connection.SendToClient(message);
                return;
            }
        }
        message.Reject(new ClientNotAvailableException($"No client with the observer {message.Target} is connected to this silo."));
    }
}
