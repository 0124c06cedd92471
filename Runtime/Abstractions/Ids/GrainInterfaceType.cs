namespace Orleans.Runtime;

/// <summary>The name of a grain interface on the wire: its alias, or its full name.</summary>
public readonly struct GrainInterfaceType : IEquatable<GrainInterfaceType>
{
    /// <summary>An interface type with this text.</summary>
    public GrainInterfaceType(string value) => Value = IdSpan.Create(value);

    /// <summary>An interface type with this text.</summary>
    public GrainInterfaceType(IdSpan value) => Value = value;

    /// <summary>The text.</summary>
    public IdSpan Value { get; }

    /// <summary>No text at all.</summary>
    public bool IsDefault => Value.IsDefault;

    /// <summary>An interface type with this text.</summary>
    public static GrainInterfaceType Create(string value) => new(value);

    /// <inheritdoc />
    public bool Equals(GrainInterfaceType other) => Value.Equals(other.Value);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is GrainInterfaceType other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc />
    public override string? ToString() => Value.ToString();

    /// <summary>Same text.</summary>
    public static bool operator ==(GrainInterfaceType left, GrainInterfaceType right) => left.Equals(right);

    /// <summary>Different text.</summary>
    public static bool operator !=(GrainInterfaceType left, GrainInterfaceType right) => !left.Equals(right);
}
