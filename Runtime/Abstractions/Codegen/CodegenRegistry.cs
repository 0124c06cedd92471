using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace FuncX.Actors.Runtime.Codegen;

/// <summary>Everything that generated code made known: interfaces, classes, codecs, exceptions. Filled by module initializers; safe for parallel use.</summary>
/// <remarks>Names from the network are looked up here and nowhere else: no type is ever resolved by reflection from a name.</remarks>
public static class CodegenRegistry
{
    private static readonly ConcurrentDictionary<Type, GrainInterface> InterfacesByType = new();
    private static readonly ConcurrentDictionary<string, GrainInterface> InterfacesByName = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<ulong, GrainMethod> Methods = new();
    private static readonly ConcurrentDictionary<Type, GrainClass> ClassesByType = new();
    private static readonly ConcurrentDictionary<Type, WireCodec> Codecs = new();
    private static readonly ConcurrentDictionary<string, WireCodec> CodecsByAlias = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<Type, string> AliasesByType = new();
    private static readonly ConcurrentDictionary<Type, (string Alias, ExceptionCodec Codec)> ExceptionsByType = new();
    private static readonly ConcurrentDictionary<string, ExceptionCodec> ExceptionsByAlias = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<Assembly, bool> Loaded = new();

    /// <summary>All grain classes of the assemblies loaded so far; see <see cref="LoadAll"/>.</summary>
    public static IReadOnlyCollection<GrainClass> Classes => (IReadOnlyCollection<GrainClass>)ClassesByType.Values;

    /// <summary>All grain and observer interfaces of the assemblies loaded so far.</summary>
    public static IReadOnlyCollection<GrainInterface> Interfaces => (IReadOnlyCollection<GrainInterface>)InterfacesByType.Values;

    /// <summary>Called by generated code.</summary>
    /// <exception cref="InvalidOperationException">Two interfaces share a name.</exception>
    public static void Register(GrainInterface value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (InterfacesByName.GetOrAdd(value.Name, value) is { } other && other.InterfaceType != value.InterfaceType)
        {
            throw new InvalidOperationException($"{value.InterfaceType} and {other.InterfaceType} have the same [Alias(\"{value.Name}\")].");
        }

        InterfacesByType[value.InterfaceType] = value;
        foreach (var method in value.Methods)
        {
            var holder = Methods.GetOrAdd(method.Id, method);
            if (holder.Interface.InterfaceType != value.InterfaceType || holder.Name != method.Name)
            {
                throw new InvalidOperationException($"{value.Name}/{method.Name} and {holder.Interface.Name}/{holder.Name} have the same wire id: give one of them another [Alias].");
            }
        }
    }

    /// <summary>Called by generated code.</summary>
    public static void Register(GrainClass value)
    {
        ArgumentNullException.ThrowIfNull(value);
        ClassesByType[value.Type] = value;
    }

    /// <summary>Called by generated code.</summary>
    /// <param name="codec">The codec.</param>
    /// <param name="alias">The type's alias or full name, for places where the static type is not known.</param>
    /// <exception cref="InvalidOperationException">Two types share an alias.</exception>
    public static void Register<T>(WireCodec<T> codec, string alias)
    {
        ArgumentNullException.ThrowIfNull(codec);
        if (CodecsByAlias.GetOrAdd(alias, codec) is { } other && other.ValueType != typeof(T))
        {
            throw new InvalidOperationException($"{typeof(T)} and {other.ValueType} have the same [Alias(\"{alias}\")].");
        }

        Codecs[typeof(T)] = codec;
        AliasesByType[typeof(T)] = alias;
    }

    /// <summary>Called by generated code.</summary>
    /// <param name="type">The exception type.</param>
    /// <param name="codec">Its fields.</param>
    /// <param name="alias">The type's alias or full name.</param>
    public static void Register(Type type, ExceptionCodec codec, string alias)
    {
        ExceptionsByType[type] = (alias, codec);
        ExceptionsByAlias[alias] = codec;
    }

    /// <summary>The facts of an interface, or null.</summary>
    public static GrainInterface? TryGetInterface(Type type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (InterfacesByType.TryGetValue(type, out var value)) return value;
        Load(type.Assembly);
        return InterfacesByType.GetValueOrDefault(type);
    }

    /// <summary>The facts of an interface.</summary>
    /// <exception cref="ArgumentException">No code was generated for it.</exception>
    public static GrainInterface GetInterface(Type type) => TryGetInterface(type) ?? throw new ArgumentException(
        $"{type} is not a grain interface with generated code: it must be an interface that derives from IGrain or IGrainObserver, in a project that references the generator.",
        nameof(type));

    /// <summary>The interface with this alias or full name, or null.</summary>
    public static GrainInterface? TryGetInterface(string name) => InterfacesByName.GetValueOrDefault(name);

    /// <summary>The method with this wire id, or null.</summary>
    public static GrainMethod? TryGetMethod(ulong id) => Methods.GetValueOrDefault(id);

    /// <summary>Runs the module initializer of an assembly, once.</summary>
    public static void Load(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        if (!assembly.IsDynamic && Loaded.TryAdd(assembly, true)) RuntimeHelpers.RunModuleConstructor(assembly.ManifestModule.ModuleHandle);
    }

    /// <summary>Runs the module initializers of all assemblies with generated code that are loaded, or that those refer to.</summary>
    public static void LoadAll()
    {
        var own = typeof(CodegenRegistry).Assembly.GetName().Name;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var queue = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(static assembly => !assembly.IsDynamic));
        while (queue.TryDequeue(out var assembly))
        {
            if (!seen.Add(assembly.FullName!)) continue;
            var references = assembly.GetReferencedAssemblies();
            if (assembly.IsDefined(typeof(ActorCodeAttribute), inherit: false)) Load(assembly);
            if (!references.Any(name => name.Name == own)) continue;
            foreach (var name in references.Where(name => !seen.Contains(name.FullName) && !IsFramework(name.Name!))) queue.Enqueue(Assembly.Load(name));
        }
    }

    // Loading the framework's assemblies to look for an attribute that they cannot have would cost most of the start.
    private static bool IsFramework(string name) => name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.", StringComparison.Ordinal);

    internal static WireCodec<T> FindCodec<T>()
    {
        var type = typeof(T);
        if (!Codecs.TryGetValue(type, out var codec))
        {
            Load(type.Assembly);
            codec = Codecs.GetValueOrDefault(type) ?? Codecs.GetOrAdd(type, BuiltInCodecs.Create(type) ?? throw new CodecNotFoundException(type));
        }

        return (WireCodec<T>)codec;
    }

    internal static (string Alias, ExceptionCodec Codec)? TryGetException(Type type)
    {
        if (!ExceptionsByType.ContainsKey(type)) Load(type.Assembly);
        return ExceptionsByType.TryGetValue(type, out var found) ? found : null;
    }

    internal static ExceptionCodec? TryGetException(string alias) => ExceptionsByAlias.GetValueOrDefault(alias);

    internal static WireCodec? TryGetCodec(string alias) => CodecsByAlias.GetValueOrDefault(alias);

    internal static (string Alias, WireCodec Codec)? TryGetAliased(Type type)
    {
        if (!AliasesByType.ContainsKey(type)) Load(type.Assembly);
        return AliasesByType.TryGetValue(type, out var alias) ? (alias, Codecs[type]) : null;
    }
}
