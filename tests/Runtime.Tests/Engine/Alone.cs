namespace FuncX.Actors.Runtime.Tests.Engine;

/// <summary>Tests that measure the process: nothing else runs meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
