namespace FuncX.Actors.Runtime.Transport;

/// <summary>Why a gateway takes no calls from a client.</summary>
internal sealed record HandshakeRefusal(HandshakeStatus Status, string Text);
