namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>A task in the hands of a pool.</summary>
/// <param name="Envelope">As the service handed it out.</param>
/// <param name="Code">Its function.</param>
internal sealed record PoolTask(TaskEnvelope Envelope, FunctionCode Code)
{
    /// <summary>The task.</summary>
    public TaskId Id => Envelope.Id;

    /// <summary>Bytes of its frame without the function's.</summary>
    public int FrameBytes => FrameCodec.TaskOverhead + Envelope.ResultSerializer.Length + Envelope.Payload.Length;

    /// <summary>When the pool got it, on the pool's clock.</summary>
    public TimeSpan ArrivedAt { get; set; }
}
