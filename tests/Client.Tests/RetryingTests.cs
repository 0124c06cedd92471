namespace FuncX.Actors.Client.Tests;

public sealed class RetryingTests
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);
    private readonly SkippingTime _time = new();
    private int _calls;

    [Fact]
    public async Task Run_PassingTrouble_IsRepeatedUntilItPasses()
    {
        var result = await Retrying.RunAsync(() => ++_calls < 4 ? throw new TimeoutException() : Task.FromResult(_calls), TimeSpan.FromMinutes(1), _time, default).WaitAsync(Bound);

        Assert.Equal((4, 4), (result, _calls));
    }

    [Fact]
    public async Task Run_TroubleThatStays_EndsWithinTheBoundWithItsLastError()
    {
        await Assert.ThrowsAsync<TimeoutException>(() => Retrying.RunAsync<int>(() => throw new TimeoutException($"{++_calls}"), TimeSpan.FromSeconds(20), _time, default).WaitAsync(Bound));

        Assert.InRange(_calls, 5, 50);
        Assert.InRange(_time.Passed, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(24));
    }

    [Fact]
    public async Task Run_Overloaded_WaitsAsLongAsItIsTold()
    {
        await Retrying.RunAsync(() => ++_calls == 1 ? throw new OverloadedException("full", TimeSpan.FromSeconds(8)) : Task.FromResult(0), TimeSpan.FromMinutes(1), _time, default).WaitAsync(Bound);

        Assert.InRange(_time.Passed, TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(12));
    }

    [Fact]
    public async Task Run_LastingError_IsNotRepeated()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Retrying.RunAsync<int>(() => throw new ArgumentException($"{++_calls}"), TimeSpan.FromMinutes(1), _time, default));

        Assert.Equal(1, _calls);
    }

    [Fact]
    public async Task Run_Cancelled_EndsAtOnceThoughTheOperationHangs()
    {
        using var stop = new CancellationTokenSource();
        var run = Retrying.RunAsync(() => new TaskCompletionSource<int>().Task, TimeSpan.FromMinutes(1), TimeProvider.System, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run.WaitAsync(Bound));
    }

    [Theory]
    [InlineData(true, typeof(TimeoutException))]
    [InlineData(false, typeof(InvalidOperationException))]
    [InlineData(false, typeof(UnauthenticatedException))]
    [InlineData(true, typeof(OverloadedException))]
    public void IsPassing_ByType_TellsLossFromRefusal(bool expected, Type type) =>
        Assert.Equal(expected, Retrying.IsPassing(type == typeof(OverloadedException) ? new OverloadedException("full", TimeSpan.Zero) : (Exception)Activator.CreateInstance(type)!));

    /// <summary>Every timer fires at once, and the clock moves by what it would have waited.</summary>
    private sealed class SkippingTime : TimeProvider
    {
        public TimeSpan Passed { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Passed.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Passed += dueTime;
            return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }
}
