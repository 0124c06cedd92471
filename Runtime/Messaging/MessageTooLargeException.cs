using Orleans;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Messaging;

/// <summary>A call's arguments or its result are larger than a message may be. Nothing was sent; the connection goes on.</summary>
[GenerateSerializer]
[Alias("fx.rt.message-too-large")]
public sealed class MessageTooLargeException : OrleansException
{
    /// <summary>For the codec.</summary>
    public MessageTooLargeException()
    {
    }

    /// <param name="sizeBytes">What the message has, or had when writing it stopped; bytes.</param>
    /// <param name="limitBytes">What it may have; bytes.</param>
    public MessageTooLargeException(long sizeBytes, long limitBytes)
        : base($"A message of {sizeBytes} bytes or more exceeds the limit of {limitBytes} bytes (MaxMessageBodySize). Send less, or in parts.")
    {
        SizeBytes = sizeBytes;
        LimitBytes = limitBytes;
    }

    /// <summary>Size when writing stopped; the whole message may be larger.</summary>
    [Id(0)]
    public long SizeBytes { get; init; }

    /// <summary>The limit.</summary>
    [Id(1)]
    public long LimitBytes { get; init; }
}
