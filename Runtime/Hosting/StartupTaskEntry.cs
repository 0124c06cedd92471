namespace FuncX.Actors.Runtime.Hosting;

/// <summary>A registered startup task and its place in the order.</summary>
internal sealed record StartupTaskEntry(int Stage, Func<IServiceProvider, CancellationToken, Task> Execute);
