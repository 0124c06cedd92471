namespace FuncX.Actors.Runtime.Messaging;

/// <summary>The connection over which a call left this process.</summary>
internal interface ICallCarrier
{
    /// <summary>Tells the other side that nobody waits any more; best effort.</summary>
    void SendCancel(ulong number);
}
