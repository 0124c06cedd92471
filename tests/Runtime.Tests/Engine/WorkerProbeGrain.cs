using Orleans.Concurrency;

namespace FuncX.Actors.Runtime.Tests.Engine;

[Alias("test.IWorkerProbeGrain")]
public interface IWorkerProbeGrain : IGrainWithIntegerKey
{
    [Alias("Meet")]
    Task MeetAsync();
}

[StatelessWorker(3)]
public sealed class WorkerProbeGrain : Grain, IWorkerProbeGrain
{
    private static readonly Lock s_gate = new();
    private static TaskCompletionSource s_release = new();
    private static TaskCompletionSource s_arrived = new();
    private static int s_inside;
    private static int s_most;
    private static int s_expected;

    /// <summary>Sends twice as many calls as may run, lets them go when all that may are inside, and says how many were inside at most.</summary>
    public static async Task<int> CountParallelAsync(IWorkerProbeGrain grain, int workers)
    {
        lock (s_gate)
        {
            s_release = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            s_arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            s_inside = s_most = 0;
            s_expected = workers;
        }
        var calls = Enumerable.Range(0, workers * 2).Select(_ => grain.MeetAsync()).ToArray();
        await s_arrived.Task;
        s_release.SetResult();
        await Task.WhenAll(calls);
        return s_most;
    }

    public async Task MeetAsync()
    {
        lock (s_gate)
        {
            s_most = Math.Max(s_most, ++s_inside);
            if (s_inside == s_expected) s_arrived.TrySetResult();
        }
        await s_release.Task;
        lock (s_gate) s_inside--;
    }
}
