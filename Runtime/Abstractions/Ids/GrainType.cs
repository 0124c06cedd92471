namespace Orleans.Runtime;

/// <summary>The kind of a grain: the first part of its id.</summary>
public readonly struct GrainType : IEquatable<GrainType>, IComparable<GrainType>
{
    /// <summary>A type with this text.</summary>
    public GrainType(IdSpan id) => Value = id;

    /// <summary>A type with this text in UTF-8; takes the array over.</summary>
    public GrainType(byte[] value) => Value = new IdSpan(value);

    /// <summary>The text.</summary>
    public IdSpan Value { get; }

    /// <summary>No text at all.</summary>
    public bool IsDefault => Value.IsDefault;

    /// <summary>A type with this text.</summary>
    public static GrainType Create(string value) => new(IdSpan.Create(value));

    /// <summary>The array itself.</summary>
    public static byte[]? UnsafeGetArray(GrainType id) => IdSpan.UnsafeGetArray(id.Value);

    /// <summary>The text in UTF-8.</summary>
    public ReadOnlySpan<byte> AsSpan() => Value.AsSpan();

    /// <summary>A hash that is the same on every machine.</summary>
    public uint GetUniformHashCode() => Value.GetUniformHashCode();

    /// <inheritdoc />
    public bool Equals(GrainType other) => Value.Equals(other.Value);

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is GrainType other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => Value.GetHashCode();

    /// <inheritdoc />
    public int CompareTo(GrainType other) => Value.CompareTo(other.Value);

    /// <inheritdoc />
    public override string? ToString() => Value.ToString();

    /// <summary>Same text.</summary>
    public static bool operator ==(GrainType left, GrainType right) => left.Equals(right);

    /// <summary>Different text.</summary>
    public static bool operator !=(GrainType left, GrainType right) => !left.Equals(right);
}
