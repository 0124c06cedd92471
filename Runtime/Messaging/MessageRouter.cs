using FuncX.Actors.Runtime.Catalog;
using FuncX.Actors.Runtime.Scheduling;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Messaging;

/// <summary>Brings a message to the activation it is for.</summary>
internal sealed class MessageRouter(SiloRuntime silo)
{
    // A grain that ends in each of its activations before it answers anything; a busy one that leaves often passes far below.
    private const int MaxLocalForwards = 100;

    /// <summary>Queues the message at its target, or answers it with the reason why not.</summary>
    internal void Dispatch(RequestMessage message)
    {
        if (message.Target.IsClient())
        {
            silo.Clients.Send(message);
            return;
        }
        var home = silo.Placement.HomeOf(message.Target);
        if (!home.Equals(silo.Address))
        {
            message.Reject(new SiloUnavailableException($"{message.Target} lives on {home}, which this silo has no connection to."));
            return;
        }
        // Each round meets a target that ended meanwhile and was removed by its own end.
        while (silo.Catalog.TryGetTarget(message, out var target))
        {
            switch (target.TryEnqueue(message))
            {
                case EnqueueResult.Queued:
                    return;
                case EnqueueResult.Full:
                    message.Reject(new LimitExceededException("MaxEnqueuedRequestsHardLimit", target.MailboxLimit, target.MailboxLimit, message.Target));
                    return;
                case EnqueueResult.Closed:
                    silo.Catalog.Remove(target, message.Target);
                    break;
            }
        }
        message.Reject(new ArgumentException($"No grain class of this silo has the grain type \"{message.Target.Type}\" (grain {message.Target})."));
    }

    /// <summary>Sends a message on whose activation has ended before it could start.</summary>
    internal void Forward(RequestMessage message)
    {
        try
        {
            if (++message.ForwardCount > MaxLocalForwards)
            {
                message.Reject(new SiloUnavailableException($"{message} was forwarded {message.ForwardCount - 1} times: its activations end faster than they answer."));
                return;
            }
            Dispatch(message);
        }
        catch (Exception exception)
        {
            silo.Log.AnswerLost(exception, message.ToString());
        }
    }
}
