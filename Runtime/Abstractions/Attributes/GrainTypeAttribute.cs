namespace Orleans;

/// <summary>The type name of a grain class, the first part of its grain ids. Without it: the class name in lower case without "grain".</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class GrainTypeAttribute : Attribute
{
    private readonly string _grainType;

    /// <summary>Names the class.</summary>
    public GrainTypeAttribute(string grainType) => _grainType = grainType;

    /// <summary>The name as a grain type.</summary>
    public Runtime.GrainType GetGrainType(IServiceProvider services, Type type) => Runtime.GrainType.Create(_grainType);
}
