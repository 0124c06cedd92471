using FuncX.Actors.Runtime.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Orleans.Hosting;

/// <summary>Work that a silo does once, when it starts.</summary>
public static class SiloBuilderStartupExtensions
{
    /// <summary>Adds a task that is made from the services.</summary>
    public static ISiloBuilder AddStartupTask<TStartup>(this ISiloBuilder builder, int stage = 20000)
        where TStartup : class, IStartupTask =>
        builder.AddStartupTask((services, token) => ActivatorUtilities.GetServiceOrCreateInstance<TStartup>(services).Execute(token), stage);

    /// <summary>Adds a task.</summary>
    public static ISiloBuilder AddStartupTask(this ISiloBuilder builder, IStartupTask startupTask, int stage = 20000)
    {
        ArgumentNullException.ThrowIfNull(startupTask);
        return builder.AddStartupTask((_, token) => startupTask.Execute(token), stage);
    }

    /// <summary>Adds a task. Tasks run one after the other, by stage, then in the order of registration, before clients are served.</summary>
    public static ISiloBuilder AddStartupTask(this ISiloBuilder builder, Func<IServiceProvider, CancellationToken, Task> startupTask, int stage = 20000)
    {
        ArgumentNullException.ThrowIfNull(startupTask);
        return builder.ConfigureServices(services => services.AddSingleton(new StartupTaskEntry(stage, startupTask)));
    }
}
