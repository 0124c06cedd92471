using System.Collections.Concurrent;
using FuncX.Actors.Runtime.Codegen;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Catalog;

/// <summary>Which classes implement which interfaces. A silo makes it from its classes, and its gateway tells its clients.</summary>
internal sealed class GrainTypeMap : IGrainTypeResolver
{
    private readonly ConcurrentDictionary<Type, GrainType> _resolved = new();
    private readonly Dictionary<string, List<Entry>> _byInterface = new(StringComparer.Ordinal);

    internal GrainTypeMap(IEnumerable<Entry> entries)
    {
        foreach (var entry in entries)
        {
            if (!_byInterface.TryGetValue(entry.InterfaceName, out var list)) _byInterface[entry.InterfaceName] = list = [];
            list.Add(entry);
        }
    }

    /// <summary>Everything known.</summary>
    internal IEnumerable<Entry> Entries => _byInterface.Values.SelectMany(static list => list);

    public GrainType Resolve(Type interfaceType, string? grainClassNamePrefix)
    {
        if (grainClassNamePrefix is null && _resolved.TryGetValue(interfaceType, out var known)) return known;
        var name = CodegenRegistry.GetInterface(interfaceType).Name;
        var candidates = _byInterface.GetValueOrDefault(name) ?? [];
        if (grainClassNamePrefix is not null) candidates = [.. candidates.Where(entry => entry.ClassName.StartsWith(grainClassNamePrefix, StringComparison.Ordinal))];
        if (candidates.Count != 1)
        {
            var what = candidates.Count == 0
                ? "No grain class of the cluster implements it" + (grainClassNamePrefix is null ? string.Empty : $" with a name that starts with \"{grainClassNamePrefix}\"")
                : $"Several grain classes implement it ({string.Join(", ", candidates.Select(static entry => entry.ClassName))}): name one by grainClassNamePrefix";
            throw new ArgumentException($"Cannot make a reference to {interfaceType}. {what}.", nameof(interfaceType));
        }
        var resolved = GrainType.Create(candidates[0].GrainTypeName);
        if (grainClassNamePrefix is null) _resolved.TryAdd(interfaceType, resolved);
        return resolved;
    }

    /// <summary>One class that implements one interface.</summary>
    internal readonly record struct Entry(string InterfaceName, string GrainTypeName, string ClassName);
}
