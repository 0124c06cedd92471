using System.Buffers.Binary;

namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>A function's body under its hash; equal bodies are equal.</summary>
internal sealed class FunctionCode(byte[] hash, byte[] body) : IEquatable<FunctionCode>
{
    /// <summary>SHA-256 of <see cref="Body"/>.</summary>
    public byte[] Hash { get; } = hash.Length == FrameCodec.HashBytes ? hash : throw new ArgumentException($"A SHA-256 has 32 bytes, not {hash.Length}.", nameof(hash));

    /// <summary>The packed buffer as registered.</summary>
    public byte[] Body { get; } = body;

    /// <inheritdoc />
    public bool Equals(FunctionCode? other) => other is not null && (ReferenceEquals(this, other) || Hash.AsSpan().SequenceEqual(other.Hash));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as FunctionCode);

    /// <inheritdoc />
    public override int GetHashCode() => BinaryPrimitives.ReadInt32LittleEndian(Hash);
}
