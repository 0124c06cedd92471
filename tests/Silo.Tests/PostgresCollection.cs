namespace FuncX.Actors.Silo.Tests;

/// <summary>
/// Tests on the shared server run one after the other: transaction ids belong to the whole server, so an open transaction of one test would
/// hold back the result cursor of another.
/// </summary>
[CollectionDefinition(Name)]
public sealed class PostgresCollection
{
    /// <summary>Its name.</summary>
    public const string Name = "postgres";
}
