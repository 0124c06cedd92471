using Orleans.Runtime;

namespace Orleans;

/// <summary>The table that silos agree on. Every change compares and swaps the row's version and the table's.</summary>
public interface IMembershipTable
{
    /// <summary>Creates the table, and its version row if wanted.</summary>
    Task InitializeMembershipTable(bool tryInitTableVersion);

    /// <summary>Deletes all rows of a cluster.</summary>
    Task DeleteMembershipTableEntries(string clusterId);

    /// <summary>Deletes rows of dead silos that were last alive before a date.</summary>
    Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate);

    /// <summary>One row and the table's version, as of one moment.</summary>
    Task<MembershipTableData> ReadRow(SiloAddress key);

    /// <summary>All rows and the table's version, as of one moment.</summary>
    Task<MembershipTableData> ReadAll();

    /// <summary>Adds a row; false if it exists or the table's version is another.</summary>
    Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion);

    /// <summary>Changes a row; false if its version or the table's is another.</summary>
    Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion);

    /// <summary>Writes the time of the last sign of life; no version changes.</summary>
    Task UpdateIAmAlive(MembershipEntry entry);
}
