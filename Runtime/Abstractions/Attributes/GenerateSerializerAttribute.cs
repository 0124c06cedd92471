namespace Orleans;

/// <summary>Code that writes, reads and copies the type is generated; mark its members with <see cref="IdAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    /// <summary>Constructor parameters of a record are members numbered from 0; the default is true for record structs and classes as Orleans has it.</summary>
    public bool IncludePrimaryConstructorParameters { get; init; } = true;
}
