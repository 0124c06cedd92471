namespace FuncX.Actors.Contracts.Tests.Snapshots;

[Trait("Category", "Contract")]
public class WireContractsTests
{
    [Fact]
    public void Wire_OfEveryProject_IsTheOneAgreedOn() => Snapshot.Matches("WireContracts.txt", WireText.Lines());
}
