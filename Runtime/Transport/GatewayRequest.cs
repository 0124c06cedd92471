using FuncX.Actors.Runtime.Codegen;
using FuncX.Actors.Runtime.Messaging;
using FuncX.Actors.Runtime.Timers;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace FuncX.Actors.Runtime.Transport;

/// <summary>A client's call in the silo; the answer goes back over the connection it came from.</summary>
internal sealed class GatewayRequest(
    GatewayConnection connection, bool oneWay, GrainRequest request, GrainId target, GrainId source, Dictionary<string, object>? context)
    : RequestMessage(request, target, source, context)
{
    private int _answered;

    /// <summary>The client's number for the call.</summary>
    internal ulong Number { get; init; }

    /// <summary>Coarse tick after which the client has given up.</summary>
    internal long Deadline { get; init; }

    /// <summary>Size of its frame.</summary>
    internal int Bytes { get; init; }

    internal required CoarseClock Clock { get; init; }

    internal override bool IsAbandoned => base.IsAbandoned || Deadline < Clock.Now || connection.IsClosed;

    // It will not start, so nothing else takes it off the connection's books.
    internal override void Abandon() => Respond(Response.FromException(new TimeoutException($"{this} was given up before it started.")));

    internal override void Respond(Response response)
    {
        if (Interlocked.Exchange(ref _answered, 1) != 0) return;
        if (oneWay) connection.OneWayEnded(this);
        else connection.Answer(this, response);
    }
}
