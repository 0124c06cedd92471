using System.Text;
using FuncX.Actors.Runtime;

namespace Orleans.Runtime;

/// <summary>A short UTF-8 text with its hash.</summary>
public readonly struct IdSpan : IEquatable<IdSpan>, IComparable<IdSpan>
{
    private readonly byte[]? _value;
    private readonly int _hash;

    /// <summary>Takes over <paramref name="value"/>: do not change it afterwards.</summary>
    public IdSpan(byte[] value)
    {
        _value = value;
        _hash = unchecked((int)StableHash.Compute(value));
    }

    private IdSpan(byte[]? value, int hash)
    {
        _value = value;
        _hash = hash;
    }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Value => _value;

    /// <summary>No text at all.</summary>
    public bool IsDefault => _value is null || _value.Length == 0;

    /// <summary>The text in UTF-8.</summary>
    public static IdSpan Create(string id) => new(Encoding.UTF8.GetBytes(id));

    /// <summary>The given parts, unchecked.</summary>
    public static IdSpan UnsafeCreate(byte[]? value, int hashCode) => new(value, hashCode);

    /// <summary>The array itself.</summary>
    public static byte[]? UnsafeGetArray(IdSpan id) => id._value;

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> AsSpan() => _value;

    /// <summary>A hash that is the same on every machine.</summary>
    public uint GetUniformHashCode() => unchecked((uint)_hash);

    /// <inheritdoc />
    public bool Equals(IdSpan other) => ReferenceEquals(_value, other._value) || (_hash == other._hash && AsSpan().SequenceEqual(other.AsSpan()));

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => _hash;

    /// <inheritdoc />
    public int CompareTo(IdSpan other) => AsSpan().SequenceCompareTo(other.AsSpan());

    /// <inheritdoc />
    public override string? ToString() => _value is null ? null : Encoding.UTF8.GetString(_value);

    /// <summary>Same bytes.</summary>
    public static bool operator ==(IdSpan a, IdSpan b) => a.Equals(b);

    /// <summary>Different bytes.</summary>
    public static bool operator !=(IdSpan a, IdSpan b) => !a.Equals(b);
}
