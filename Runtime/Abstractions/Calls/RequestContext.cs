namespace Orleans.Runtime;

/// <summary>Values that flow with calls: what a caller sets is seen by what it calls, and by what that calls; changes do not flow back.</summary>
public static class RequestContext
{
    // The dictionary is never changed once stored, so that handing it to a call in the same process costs nothing.
    private static readonly AsyncLocal<Dictionary<string, object>?> Values = new();

    /// <summary>The keys that are set.</summary>
    public static IEnumerable<string> Keys => Values.Value?.Keys ?? Enumerable.Empty<string>();

    /// <summary>All pairs.</summary>
    public static IEnumerable<KeyValuePair<string, object>> Entries => Values.Value ?? Enumerable.Empty<KeyValuePair<string, object>>();

    /// <summary>The value, or null.</summary>
    public static object? Get(string key) => Values.Value?.GetValueOrDefault(key);

    /// <summary>Sets a value for this flow and the calls it makes.</summary>
    /// <param name="key">The key; ordinal.</param>
    /// <param name="value">A string, Guid, integer, bool, byte[], or a type with [GenerateSerializer] and [Alias]; treat it as immutable.</param>
    public static void Set(string key, object value)
    {
        ArgumentNullException.ThrowIfNull(key);
        var values = Values.Value is { } old ? new Dictionary<string, object>(old) : new Dictionary<string, object>(1);
        values[key] = value;
        Values.Value = values;
    }

    /// <summary>Removes a value; false if there was none.</summary>
    public static bool Remove(string key)
    {
        if (Values.Value is not { } old || !old.ContainsKey(key)) return false;
        if (old.Count == 1)
        {
            Values.Value = null;
            return true;
        }

        var values = new Dictionary<string, object>(old);
        values.Remove(key);
        Values.Value = values;
        return true;
    }

    /// <summary>Removes all values.</summary>
    public static void Clear()
    {
        if (Values.Value is not null) Values.Value = null;
    }

    /// <summary>The values as they are now, or null; the result must not be changed.</summary>
    internal static Dictionary<string, object>? Export() => Values.Value;

    /// <summary>Replaces all values; <paramref name="values"/> must not be changed afterwards.</summary>
    internal static void Import(Dictionary<string, object>? values)
    {
        if (!ReferenceEquals(Values.Value, values)) Values.Value = values;
    }
}
