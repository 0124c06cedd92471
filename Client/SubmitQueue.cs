namespace FuncX.Actors.Client;

/// <summary>Coalesces concurrent submits: the first goes at once, those that come while a call is in flight form the next call.</summary>
internal sealed class SubmitQueue(FuncXClientOptions options, Func<TaskSpec[], Task<SubmitReply>> send)
{
    private readonly Lock _lock = new();
    private readonly Queue<Pending> _pending = new();
    private readonly Queue<TaskCompletionSource> _waitingForRoom = new();
    private long _pendingBytes;
    private bool _isSending;

    /// <summary>Returns when the task is durable.</summary>
    /// <exception cref="SubmitRefusedException">It was not accepted.</exception>
    public async Task SubmitAsync(TaskSpec spec, CancellationToken cancellationToken)
    {
        var pending = new Pending(spec);
        while (!TryEnqueue(pending, out var room))
            await room.WaitAsync(cancellationToken).ConfigureAwait(false);
        await pending.Done.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private bool TryEnqueue(Pending pending, out Task room)
    {
        lock (_lock)
        {
            if (_pendingBytes > 0 && _pendingBytes + pending.Bytes > options.MaxPendingSubmitBytes)
            {
                var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waitingForRoom.Enqueue(waiting);
                room = waiting.Task;
                return false;
            }
            room = Task.CompletedTask;
            _pendingBytes += pending.Bytes;
            _pending.Enqueue(pending);
            if (_isSending)
                return true;
            _isSending = true;
        }
        _ = SendAllAsync();
        return true;
    }

    private async Task SendAllAsync()
    {
        while (NextChunk() is { Count: > 0 } chunk)
        {
            try
            {
                var reply = await send(chunk.ConvertAll(p => p.Spec).ToArray()).ConfigureAwait(false);
                foreach (var refusal in reply.Refused.Where(r => r.Index >= 0 && r.Index < chunk.Count))
                    chunk[refusal.Index].Done.TrySetException(new SubmitRefusedException(refusal));
                foreach (var pending in chunk)
                    pending.Done.TrySetResult();
            }
            catch (Exception e)
            {
                foreach (var pending in chunk)
                    pending.Done.TrySetException(e);
            }
            finally
            {
                Release(chunk);
            }
        }
    }

    private List<Pending> NextChunk()
    {
        lock (_lock)
        {
            var chunk = new List<Pending>(Math.Min(_pending.Count, options.ChunkTasks));
            long bytes = 0;
            while (chunk.Count < options.ChunkTasks && _pending.TryPeek(out var next) && (chunk.Count == 0 || bytes + next.Bytes <= options.ChunkBytes))
            {
                bytes += next.Bytes;
                chunk.Add(_pending.Dequeue());
            }
            _isSending = chunk.Count > 0;
            return chunk;
        }
    }

    private void Release(List<Pending> chunk)
    {
        lock (_lock)
        {
            _pendingBytes -= chunk.Sum(p => (long)p.Bytes);
            while (_waitingForRoom.TryDequeue(out var waiting))
                waiting.TrySetResult();
        }
    }

    private sealed class Pending(TaskSpec spec)
    {
        public TaskSpec Spec { get; } = spec;

        public int Bytes => Spec.Payload.Length + 100;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
