namespace Orleans.Runtime;

/// <summary>Marks a constructor parameter of type <see cref="IPersistentState{TState}"/>: its record is read before OnActivateAsync.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute : Attribute
{
    /// <summary>Names the record and its provider.</summary>
    /// <param name="stateName">Unique among the states of the class.</param>
    /// <param name="storageName">The provider's name; null means the default one.</param>
    public PersistentStateAttribute(string stateName, string? storageName = null)
    {
        StateName = stateName;
        StorageName = storageName;
    }

    /// <summary>The record's name.</summary>
    public string StateName { get; }

    /// <summary>The provider's name; null means the default one.</summary>
    public string? StorageName { get; }
}
