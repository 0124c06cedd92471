using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace FuncX.Actors.Runtime.Tests.Engine;

/// <summary>On a busy machine a timer fires before the constructor that made it has ended. A tick then must find a whole runtime: its exception would end the process.</summary>
public sealed class SlowStartTests
{
    [Fact]
    public async Task Silo_ClockTicksAtOnce_Starts()
    {
        await using var silo = await TestSilo.StartAsync(builder => builder.Services.AddSingleton<TimeProvider>(new EagerTime()));

        Assert.Equal("x", await silo.Grains.GetGrain<IProbeGrain>("eager").EchoAsync("x").WaitAsync(TestSilo.Bound));
    }

    [Fact]
    public async Task Client_ClockTicksAtOnce_Connects()
    {
        await using var silo = await TestSilo.StartAsync();
        using var client = TestSilo.CreateClientHost(silo.Gateway, new LogCollector(), builder => builder.Services.AddSingleton<TimeProvider>(new EagerTime()));
        await client.StartAsync().WaitAsync(TestSilo.Bound);

        Assert.Equal("x", await client.Services.GetRequiredService<IClusterClient>().GetGrain<IProbeGrain>("eager").EchoAsync("x").WaitAsync(TestSilo.Bound));

        await client.StopAsync().WaitAsync(TestSilo.Bound);
    }

    private sealed class EagerTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (period > TimeSpan.Zero)
                callback(state);
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
