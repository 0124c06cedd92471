using FuncX.Actors.Runtime.Messaging;
using FuncX.Actors.Runtime.Scheduling;

namespace FuncX.Actors.Runtime.Catalog;

/// <summary>What the catalog finds under a grain id: an activation, or the pool of a stateless worker.</summary>
internal interface IDispatchTarget
{
    /// <summary>Requests that may wait at one activation.</summary>
    int MailboxLimit { get; }

    /// <summary>Hands the message to where it will run.</summary>
    EnqueueResult TryEnqueue(RequestMessage message);
}
