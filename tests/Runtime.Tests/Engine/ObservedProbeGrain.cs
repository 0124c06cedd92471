namespace FuncX.Actors.Runtime.Tests.Engine;

[Alias("test.IProbeObserver")]
public interface IProbeObserver : IGrainObserver
{
    [Alias("Hear")]
    void Hear(string text);

    [Alias("Answer")]
    Task<string> AnswerAsync(string question);
}

[Alias("test.IObservedProbeGrain")]
public interface IObservedProbeGrain : IGrainWithIntegerKey
{
    [Alias("Tell")]
    Task TellAsync(IProbeObserver observer, string text);

    [Alias("Ask")]
    Task<string> AskAsync(IProbeObserver observer, string question);
}

public sealed class ObservedProbeGrain : Grain, IObservedProbeGrain
{
    public Task TellAsync(IProbeObserver observer, string text)
    {
        observer.Hear(text);
        return Task.CompletedTask;
    }

    public Task<string> AskAsync(IProbeObserver observer, string question) => observer.AnswerAsync(question);
}

public sealed class ProbeObserver : IProbeObserver
{
    private readonly TaskCompletionSource<string> _heard = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> Heard => _heard.Task;

    public void Hear(string text) => _heard.TrySetResult(text);

    public Task<string> AnswerAsync(string question) => Task.FromResult("answer to " + question);
}
