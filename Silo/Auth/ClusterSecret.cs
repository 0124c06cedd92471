using System.Security.Cryptography;

namespace FuncX.Actors.Silo.Auth;

/// <summary>What grains of one cluster prove themselves with to each other; set once before the silo takes calls.</summary>
internal sealed class ClusterSecret
{
    private byte[]? _value;

    public byte[] Value => _value ?? throw new InvalidOperationException("The cluster secret is not loaded yet: calls come too early.");

    public void Set(byte[] value)
    {
        if (value.Length < 32)
            throw new ArgumentException($"The cluster secret has {value.Length} bytes, at least 32 are needed.", nameof(value));
        _value = value;
    }

    public bool Equals(byte[]? given) => given is not null && CryptographicOperations.FixedTimeEquals(given, Value);
}
