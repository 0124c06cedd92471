using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text;
using FuncX.Actors.Runtime;

namespace Orleans.Runtime;

/// <summary>One life of one silo: where it listens, and when it started. Text form: "10.0.0.1:11111@123456".</summary>
public sealed class SiloAddress : IEquatable<SiloAddress>, IComparable<SiloAddress>
{
    private static readonly long Epoch = new DateTime(2022, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private readonly int _hash;

    private SiloAddress(IPEndPoint endpoint, int generation)
    {
        Endpoint = endpoint;
        Generation = generation;
        _hash = unchecked((int)StableHash.Compute(Encoding.UTF8.GetBytes(ToParsableString())));
    }

    /// <summary>No silo.</summary>
    public static SiloAddress Zero { get; } = New(new IPEndPoint(IPAddress.Any, 0), 0);

    /// <summary>Where it listens for other silos.</summary>
    public IPEndPoint Endpoint { get; }

    /// <summary>Seconds since 2022 at its start; negative for clients, see <see cref="IsClient"/>.</summary>
    public int Generation { get; }

    /// <summary>The address belongs to a client.</summary>
    public bool IsClient => Generation < 0;

    /// <summary>An address of the parts.</summary>
    public static SiloAddress New(IPEndPoint ep, int gen) => new(ep, gen);

    /// <summary>An address of the parts.</summary>
    public static SiloAddress New(IPAddress address, int port, int generation) => new(new IPEndPoint(address, port), generation);

    /// <summary>A generation for a silo that starts now.</summary>
    public static int AllocateNewGeneration() => (int)((TimeProvider.System.GetUtcNow().UtcTicks - Epoch) / TimeSpan.TicksPerSecond);

    /// <summary>Reads "ip:port@generation".</summary>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static SiloAddress FromParsableString(string addr) => Parse(addr);

    /// <inheritdoc cref="FromParsableString"/>
    public static SiloAddress Parse(string value)
        => TryParse(value, out var result) ? result : throw new FormatException($"\"{value}\" is not a silo address: expected ip:port@generation.");

    /// <summary>Reads "ip:port@generation".</summary>
    public static bool TryParse([NotNullWhen(true)] string? value, [NotNullWhen(true)] out SiloAddress? result)
    {
        result = null;
        var at = value?.LastIndexOf('@') ?? -1;
        if (at <= 0
            || !int.TryParse(value.AsSpan(at + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var generation)
            || !IPEndPoint.TryParse(value.AsSpan(0, at), out var endpoint))
        {
            return false;
        }

        result = new SiloAddress(endpoint, generation);
        return true;
    }

    /// <summary>"ip:port@generation".</summary>
    public string ToParsableString() => string.Create(CultureInfo.InvariantCulture, $"{Endpoint}@{Generation}");

    /// <summary>A hash that is the same on every machine.</summary>
    public int GetConsistentHashCode() => _hash;

    /// <summary>Same place, earlier life.</summary>
    public bool IsPredecessorOf(SiloAddress other) => Endpoint.Equals(other.Endpoint) && Generation < other.Generation;

    /// <summary>Same place, later life.</summary>
    public bool IsSuccessorOf(SiloAddress other) => other.IsPredecessorOf(this);

    /// <inheritdoc />
    public bool Equals(SiloAddress? other) => other is not null && (ReferenceEquals(this, other) || (Generation == other.Generation && Endpoint.Equals(other.Endpoint)));

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as SiloAddress);

    /// <inheritdoc />
    public override int GetHashCode() => _hash;

    /// <inheritdoc />
    public int CompareTo(SiloAddress? other) => other is null ? 1 : string.CompareOrdinal(ToParsableString(), other.ToParsableString());

    /// <inheritdoc />
    public override string ToString() => (IsClient ? "C" : "S") + ToParsableString();

    /// <summary>Same silo.</summary>
    public static bool operator ==(SiloAddress? left, SiloAddress? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Different silo.</summary>
    public static bool operator !=(SiloAddress? left, SiloAddress? right) => !(left == right);
}
