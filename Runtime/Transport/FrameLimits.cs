namespace FuncX.Actors.Runtime.Transport;

/// <summary>Bounds of one connection, in bytes.</summary>
internal readonly record struct FrameLimits(int MaxBodyBytes, long MaxOutboundBytes)
{
    private const int HeaderAllowance = 64 * 1024;

    /// <summary>A frame with its header, request context included.</summary>
    internal int MaxFrameBytes => (int)Math.Min(int.MaxValue - 1024L, (long)MaxBodyBytes + HeaderAllowance);
}
