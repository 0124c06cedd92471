namespace FuncX.Actors.Grains.Tests;

/// <summary>A clock that moves only when told.</summary>
internal sealed class HandClock : TimeProvider
{
    private long _ticks = TimeSpan.TicksPerDay;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _ticks;

    public void Advance(TimeSpan by) => _ticks += by.Ticks;
}
