using System.Collections.Concurrent;
using System.Net.Sockets;
using FuncX.Actors.Runtime.Codegen;
using FuncX.Actors.Runtime.Messaging;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace FuncX.Actors.Runtime.Transport;

/// <summary>One client at a gateway. Whatever it sends, its calls carry the id that this connection was given, and reach grains only.</summary>
internal sealed class GatewayConnection : FrameConnection, ICallCarrier
{
    // System targets, clients, and whatever else is no application's grain.
    private static readonly byte[] s_systemPrefix = System.Text.Encoding.UTF8.GetBytes(GrainTypePrefix.SystemPrefix);

    private readonly SiloRuntime _silo;
    private readonly Gateway _gateway;
    private readonly ConcurrentDictionary<ulong, GatewayRequest> _cancellable = new();
    private readonly CallTable _observerCalls;
    private int _inFlight;
    private long _inFlightBytes;

    internal GatewayConnection(SiloRuntime silo, Gateway gateway, Socket socket, Stream stream, GrainId clientId, FrameLimits limits)
        : base(socket, stream, limits)
    {
        _silo = silo;
        _gateway = gateway;
        _observerCalls = new CallTable(silo.Limits.MaxInFlightPerConnection);
        ClientId = clientId;
    }

    /// <summary>Who the client is, proven by the secret of its hello.</summary>
    internal GrainId ClientId { get; }

    /// <summary>Calls to this client's observers that wait for an answer.</summary>
    internal CallTable ObserverCalls => _observerCalls;

    /// <summary>Requests received; written by the receiving loop only.</summary>
    internal long Requests { get; private set; }

    /// <summary>Answers one request of this client.</summary>
    internal void Answer(GatewayRequest request, Response response)
    {
        if (request.Request.Method.IsCancellable) _cancellable.TryRemove(KeyValuePair.Create(request.Number, request));
        var left = Interlocked.Decrement(ref _inFlight);
        Interlocked.Add(ref _inFlightBytes, -request.Bytes);
        if (!IsClosed) SendOrClose(CallFrames.WriteResponse(request.Number, response, MaxBodyBytes), left == 0);
    }

    /// <summary>A one-way request has left the mailbox.</summary>
    internal void OneWayEnded(GatewayRequest request)
    {
        Interlocked.Decrement(ref _inFlight);
        Interlocked.Add(ref _inFlightBytes, -request.Bytes);
    }

    /// <summary>Sends a call to one of the client's observers.</summary>
    internal void SendToClient(RequestMessage message)
    {
        var call = message as PendingCall;
        var number = call?.Number ?? 0;
        if (call is not null)
        {
            call.Carrier = this;
            var relay = new ObserverCall(call);
            if (!_observerCalls.TryAdd(relay, out var error))
            {
                call.Fail(error);
                return;
            }
            number = relay.Number;
        }
        var left = call is null ? 0 : (long)call.ResponseTimeout.TotalMilliseconds;
        if (Send(CallFrames.WriteRequest(message, number, left, withSource: true, MaxBodyBytes), inline: true) != AppendResult.Taken)
        {
            message.Reject(new ClientNotAvailableException($"The client of {message.Target} is not connected or does not keep up."));
        }
    }

    public void SendCancel(ulong number)
    {
        // Observers are told nothing: they hold no token.
    }

    /// <summary>Cancels the tokens of this client's running calls.</summary>
    internal void CancelRunning()
    {
        foreach (var (_, request) in _cancellable) request.RequestCancel();
    }

    internal void SendGoodbye() => Send(CallFrames.WriteGoodbye(), inline: true);

    protected override void OnFrame(FrameKind kind, ReadOnlySpan<byte> body)
    {
        var parser = new FrameParser(body);
        switch (kind)
        {
            case FrameKind.Request:
                OnRequest(ref parser);
                break;
            case FrameKind.Cancel:
                if (_cancellable.TryGetValue(parser.ReadUInt64(), out var request)) request.RequestCancel();
                break;
            case FrameKind.Response:
                if (_observerCalls.Remove(parser.ReadUInt64()) is { } call) CallFrames.ReadResponse(ref parser, call, _silo.Sender);
                break;
            case FrameKind.Ping:
                SendOrClose(CallFrames.WritePong(), inline: true);
                break;
            default:
                throw new ProtocolException($"a frame of kind {(byte)kind}, which no client sends");
        }
    }

    protected override void OnClosed(Exception? reason)
    {
        _gateway.OnClosed(this, reason);
        // Nobody reads the answers any more: parked calls may end.
        CancelRunning();
        _observerCalls.Close(() => new ClientNotAvailableException($"The client {ClientId} has disconnected."));
    }

    private void OnRequest(ref FrameParser parser)
    {
        var head = CallFrames.ReadRequestHead(ref parser);
        Requests++;
        if (Interlocked.Increment(ref _inFlight) > _silo.Limits.MaxInFlightPerConnection)
        {
            Refuse(head, new LimitExceededException("calls in flight on one connection", _inFlight, _silo.Limits.MaxInFlightPerConnection, ClientId));
            return;
        }
        if (Interlocked.Read(ref _inFlightBytes) is var bytes && bytes > 0 && bytes + parser.Rest.Length > _silo.Limits.MaxInFlightBytesPerConnection)
        {
            Refuse(head, new LimitExceededException($"{bytes} bytes of requests are in flight on this connection; MaxInFlightBytesPerConnection is {_silo.Limits.MaxInFlightBytesPerConnection}."));
            return;
        }
        if (_gateway.IsStopping)
        {
            Refuse(head, new SiloUnavailableException($"The silo {_silo.Address} stops and takes no new calls."));
            return;
        }
        if (head.Target.Type.AsSpan().StartsWith(s_systemPrefix))
        {
            Refuse(head, new UnauthorizedAccessException($"A client may call grains only, not {head.Target}."));
            return;
        }
        if (CodegenRegistry.TryGetMethod(head.Method) is not { } method)
        {
            Refuse(head, new MissingMethodException($"The silo knows no method {head.Method:x16} (grain {head.Target}): the client was built with other interfaces."));
            return;
        }
        Accept(head, method, ref parser);
    }

    private void Accept(RequestHead head, GrainMethod method, ref FrameParser parser)
    {
        var request = method.CreateRequest();
        var bytes = parser.Rest.Length;
        Dictionary<string, object>? context;
        try
        {
            var reader = new WireReader(parser.Rest, _silo.Sender);
            context = head.HasContext ? RequestContextSerializer.Read(ref reader) : null;
            request.ReadArguments(ref reader);
        }
        catch (Exception exception)
        {
            Refuse(head, exception);
            return;
        }
        var deadline = head.TimeLeftMs == 0 ? long.MaxValue : _silo.Clock.DeadlineAfter(TimeSpan.FromMilliseconds(head.TimeLeftMs));
        var message = new GatewayRequest(this, head.IsOneWay, request, head.Target, ClientId, context)
        {
            Number = head.Number,
            Deadline = deadline,
            Clock = _silo.Clock,
            Bytes = bytes,
        };
        Interlocked.Add(ref _inFlightBytes, bytes);
        if (method.IsCancellable && !head.IsOneWay && !_cancellable.TryAdd(head.Number, message)) throw new ProtocolException("a call number that is in use");
        try
        {
            _silo.Router.Dispatch(message);
        }
        catch (OrleansException exception)
        {
            message.Reject(exception);
        }
    }

    private void Refuse(RequestHead head, Exception exception)
    {
        Interlocked.Decrement(ref _inFlight);
        if (!head.IsOneWay) SendOrClose(CallFrames.WriteResponse(head.Number, Response.FromException(exception), MaxBodyBytes), inline: false);
    }

    /// <summary>A client that does not read its answers is let go: they must not pile up here.</summary>
    private void SendOrClose(FrameBuffer frame, bool inline)
    {
        if (Send(frame, inline) != AppendResult.Full) return;
        Close(new LimitExceededException($"it reads too slowly: {_silo.Limits.MaxOutboundBytesPerConnection} bytes wait to be sent to it"));
    }
}
