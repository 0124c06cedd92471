using System.Net;
using System.Net.Sockets;
using FuncX.Actors.Runtime.Codegen;
using FuncX.Actors.Runtime.Messaging;
using FuncX.Actors.Runtime.Transport;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace FuncX.Actors.Runtime.Gateways;

/// <summary>A client's connection to one gateway, with the calls that travel on it. When it ends they fail at once.</summary>
internal sealed class ClientConnection : FrameConnection, ICallCarrier
{
    private readonly ClientRuntime _client;

    internal ClientConnection(ClientRuntime client, IPEndPoint gateway, Socket socket, Stream stream, Welcome welcome, FrameLimits limits)
        : base(socket, stream, limits)
    {
        _client = client;
        Gateway = gateway;
        Welcome = welcome;
        Calls = new CallTable(client.Limits.MaxInFlightPerConnection);
    }

    internal IPEndPoint Gateway { get; }

    internal Welcome Welcome { get; }

    /// <summary>Calls that wait for their answer.</summary>
    internal CallTable Calls { get; }

    /// <summary>Calls that were in flight when the connection ended.</summary>
    internal int LostCalls { get; private set; }

    /// <summary>The silo behind it stops: nothing new should be sent.</summary>
    internal bool SaidGoodbye { get; private set; }

    /// <summary>
    /// Ends the connection when its gateway is silent. The kernel sees a peer that acknowledges nothing; it does not see a middle box or a
    /// process that takes everything and answers nothing.
    /// </summary>
    internal async Task WatchAsync()
    {
        while (!IsClosed)
        {
            var seen = Reads;
            await WaitAsync(_client.Limits.PingAfter).ConfigureAwait(false);
            if (IsClosed || Reads != seen) continue;
            Send(CallFrames.WritePing(), inline: true);
            await WaitAsync(_client.Limits.PingTimeout).ConfigureAwait(false);
            // A ping behind a large message on a slow line has not been heard yet.
            if (Reads == seen && !IsSending) Close(new TimeoutException($"nothing has come from it for {_client.Limits.PingTimeout} after a ping"));
        }
    }

    /// <summary>Sends a call; it fails by its own if that is impossible.</summary>
    internal void Send(PendingCall call)
    {
        call.Carrier = this;
        if (!Calls.TryAdd(call, out var error))
        {
            call.Fail(error);
            return;
        }
        var frame = CallFrames.WriteRequest(call, call.Number, TimeLeft(call), withSource: false, MaxBodyBytes);
        // A lone caller waits for this write; many callers are better served by one write for all.
        var result = Send(frame, inline: Calls.Count == 1);
        if (result == AppendResult.Taken) return;
        call.Fail(result == AppendResult.Closed
            ? _client.Unavailable($"the connection to {Gateway} has just ended")
            : new LimitExceededException($"The gateway {Gateway} reads too slowly: more than {_client.Limits.MaxOutboundBytesPerConnection} bytes wait to be sent."));
    }

    /// <summary>Sends and forgets.</summary>
    internal void Send(OneWayMessage message) => Send(CallFrames.WriteRequest(message, 0, 0, withSource: false, MaxBodyBytes), inline: false);

    public void SendCancel(ulong number)
    {
        if (!IsClosed) Send(CallFrames.WriteCancel(number), inline: false);
    }

    /// <summary>Answers a call to one of this client's observers.</summary>
    internal void Answer(ulong number, Response response) => Send(CallFrames.WriteResponse(number, response, MaxBodyBytes), inline: true);

    protected override void OnFrame(FrameKind kind, ReadOnlySpan<byte> body)
    {
        var parser = new FrameParser(body);
        switch (kind)
        {
            case FrameKind.Response:
                // A call that was given up is not here any more.
                if (Calls.Remove(parser.ReadUInt64()) is { } call) CallFrames.ReadResponse(ref parser, call, _client.Sender);
                break;
            case FrameKind.Request:
                OnObserverCall(ref parser);
                break;
            case FrameKind.Goodbye:
                SaidGoodbye = true;
                _client.OnGoodbye(this);
                break;
            case FrameKind.Pong:
                break; // that it came is all
            default:
                throw new ProtocolException($"a frame of kind {(byte)kind}, which no gateway sends");
        }
    }

    protected override void OnClosed(Exception? reason)
    {
        LostCalls = Calls.Count;
        var why = reason?.Message ?? "the gateway closed it";
        Calls.Close(() => new SiloUnavailableException($"The connection to gateway {Gateway} was lost while the call was in flight ({why}); whether it ran is unknown."));
    }

    private async Task WaitAsync(TimeSpan bound) => await ((Task)Ended).WaitAsync(bound, _client.Time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private static long TimeLeft(PendingCall call) => call.ResponseTimeout == Timeout.InfiniteTimeSpan ? 0 : Math.Max(1, (long)call.ResponseTimeout.TotalMilliseconds);

    private void OnObserverCall(ref FrameParser parser)
    {
        var head = CallFrames.ReadRequestHead(ref parser);
        if (CodegenRegistry.TryGetMethod(head.Method) is not { } method)
        {
            if (!head.IsOneWay) Answer(head.Number, Response.FromException(new MissingMethodException($"The client knows no method {head.Method:x16}.")));
            return;
        }
        var request = method.CreateRequest();
        Dictionary<string, object>? context;
        try
        {
            var reader = new WireReader(parser.Rest, _client.Sender);
            context = head.HasContext ? RequestContextSerializer.Read(ref reader) : null;
            request.ReadArguments(ref reader);
        }
        catch (Exception exception)
        {
            if (!head.IsOneWay) Answer(head.Number, Response.FromException(exception));
            return;
        }
        _client.Observers.Invoke(new ObserverRequest(this, head, request, context));
    }
}
