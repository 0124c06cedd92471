using System.Reflection;

namespace FuncX.Actors.Contracts.Tests.Support;

/// <summary>The built assemblies of every project outside of the engine.</summary>
internal static class Product
{
    public static Assembly Contracts { get; } = typeof(Caller).Assembly;

    public static Assembly Grains { get; } = Assembly.Load("FuncX.Actors.Grains");

    public static Assembly Client { get; } = Assembly.Load("FuncX.Actors.Client");

    public static Assembly Cli { get; } = Assembly.Load("funcx-cli");

    public static Assembly Agent { get; } = Assembly.Load("funcx-endpoint");

    public static Assembly Silo { get; } = Assembly.Load("funcx-silo");

    public static IReadOnlyList<Assembly> All { get; } = [Contracts, Grains, Client, Cli, Agent, Silo];

    /// <summary>Types that people wrote: neither the actor engine's nor the compiler's generated ones.</summary>
    public static IReadOnlyList<Type> Types { get; } =
        [.. All.SelectMany(static a => a.GetTypes()).Where(IsWritten).OrderBy(static t => t.FullName, StringComparer.Ordinal)];

    public static IReadOnlyList<Type> WireTypes { get; } = [.. Types.Where(static t => t.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))];

    public static IReadOnlyList<Type> WireRecords { get; } = [.. WireTypes.Where(static t => !t.IsEnum && !typeof(Exception).IsAssignableFrom(t))];

    public static IReadOnlyList<Type> WireErrors { get; } = [.. Types.Where(static t => typeof(FuncXException).IsAssignableFrom(t))];

    /// <summary>Interfaces of grains and of observers.</summary>
    public static IReadOnlyList<Type> GrainInterfaces { get; } = [.. Types.Where(static t => t.IsInterface && typeof(IAddressable).IsAssignableFrom(t))];

    public static bool IsObserver(Type grainInterface) => typeof(IGrainObserver).IsAssignableFrom(grainInterface);

    public static bool IsWritten(Type type) =>
        type.Namespace is { } space && !space.StartsWith("ActorCode", StringComparison.Ordinal) && !type.Name.Contains('<', StringComparison.Ordinal)
        && !type.IsDefined(typeof(System.Runtime.CompilerServices.CompilerGeneratedAttribute), inherit: false);

    public static string? Alias(Type type) => type.GetCustomAttribute<AliasAttribute>(inherit: false)?.Alias;
}
