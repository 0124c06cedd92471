using Orleans.Runtime;

namespace Orleans;

/// <summary>Rows of the membership table with their versions, as of one moment.</summary>
public sealed class MembershipTableData
{
    /// <summary>No rows.</summary>
    public MembershipTableData(TableVersion version)
        : this(new List<Tuple<MembershipEntry, string>>(), version)
    {
    }

    /// <summary>One row.</summary>
    public MembershipTableData(Tuple<MembershipEntry, string> tuple, TableVersion version)
        : this(new List<Tuple<MembershipEntry, string>> { tuple }, version)
    {
    }

    /// <summary>Several rows.</summary>
    public MembershipTableData(List<Tuple<MembershipEntry, string>> list, TableVersion version)
    {
        Members = [.. list];
        Version = version;
    }

    /// <summary>Rows and their versions.</summary>
    public IReadOnlyList<Tuple<MembershipEntry, string>> Members { get; }

    /// <summary>The table's version.</summary>
    public TableVersion Version { get; }

    /// <summary>The row of one silo, or null.</summary>
    public Tuple<MembershipEntry, string>? TryGet(SiloAddress silo) => Members.FirstOrDefault(member => member.Item1.SiloAddress.Equals(silo));

    /// <inheritdoc />
    public override string ToString() => $"{Members.Count} silos, version {Version}";
}
