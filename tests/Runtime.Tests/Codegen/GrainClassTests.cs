using FuncX.Actors.Runtime.Codegen;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Core;

namespace FuncX.Actors.Runtime.Tests.Codegen;

public sealed class GrainClassTests
{
    [Fact]
    public void Facts_OfClasses_ComeFromTheirAttributes()
    {
        var sample = Class<SampleGrain>();
        Assert.Equal("sample", sample.GrainTypeName);
        Assert.True(sample.IsReentrant);
        Assert.Equal(TimeSpan.FromMinutes(5), sample.CollectionAge);
        Assert.Equal(0, sample.StatelessWorkers);
        Assert.Equal([typeof(IBase), typeof(ISample)], sample.Interfaces.OrderBy(static type => type.Name));
        var worker = Class<SampleWorkerGrain>();
        Assert.Equal(("worker", 3, true, null), (worker.GrainTypeName, worker.StatelessWorkers, worker.KeepAlive, worker.CollectionAge));
    }

    [Fact]
    public void Create_ConstructorParameters_ComeFromFacetsAndServices()
    {
        var clock = new FixedClock();
        using var services = new ServiceCollection().AddSingleton<TimeProvider>(clock).BuildServiceProvider();
        var facets = new Facets();
        var grain = Assert.IsType<SampleGrain>(Class<SampleGrain>().Create(services, facets));
        Assert.Same(clock, grain.Clock);
        Assert.Equal(("counter", "store"), facets.Asked);
    }

    [Fact]
    public void Create_MissingService_SaysWhich()
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        var exception = Assert.Throws<InvalidOperationException>(() => Class<SampleGrain>().Create(services, new Facets()));
        Assert.Contains(nameof(TimeProvider), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Grain_MadeOutsideASilo_SaysSo()
    {
        var grain = new SampleWorkerGrain();
        var exception = Assert.Throws<InvalidOperationException>(() => grain.DeactivateOnIdle());
        Assert.Contains("outside a silo", exception.Message, StringComparison.Ordinal);
    }

    private static GrainClass Class<T>()
    {
        CodegenRegistry.LoadAll();
        return CodegenRegistry.Classes.Single(static item => item.Type == typeof(T));
    }

    private sealed class FixedClock : TimeProvider;

    private sealed class Facets : IActivationFacets
    {
        public (string, string?) Asked { get; private set; }

        public IPersistentState<T> GetPersistentState<T>(string stateName, string? storageName)
        {
            Asked = (stateName, storageName);
            return new State<T>();
        }
    }

    private sealed class State<T> : IPersistentState<T>
    {
        T IStorage<T>.State { get; set; } = default!;

        public string? Etag => null;

        public bool RecordExists => false;

        public Task ClearStateAsync() => Task.CompletedTask;

        public Task ReadStateAsync() => Task.CompletedTask;

        public Task WriteStateAsync() => Task.CompletedTask;
    }
}
