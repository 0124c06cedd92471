namespace FuncX.Actors.Runtime.Tests.Engine;

[Alias("test.IFragileProbeGrain")]
public interface IFragileProbeGrain : IGrainWithStringKey
{
    [Alias("Nothing")]
    Task NothingAsync();
}

public sealed class FragileProbeGrain : Grain, IFragileProbeGrain
{
    /// <summary>How many of the next activations fail.</summary>
    public static int Failures { get; set; }

    public override Task OnActivateAsync(CancellationToken cancellationToken) =>
        Failures-- > 0 ? throw new InvalidOperationException("not today") : Task.CompletedTask;

    public Task NothingAsync() => Task.CompletedTask;
}
