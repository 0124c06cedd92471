namespace FuncX.Actors.Contracts.Tests.Snapshots;

[Trait("Category", "Contract")]
public class SnapshotDifferenceTests
{
    [Fact]
    public void Difference_EqualTexts_IsEmpty() => Assert.Empty(Snapshot.Difference(["record A", "  0 Id: Guid"], ["record A", "  0 Id: Guid"]));

    [Fact]
    public void Difference_ChangedMember_NamesItsTypeOnce() =>
        Assert.Equal(
            ["  record A", "-   1 Name: string", "+   1 Name: int"],
            Snapshot.Difference(["record A", "  0 Id: Guid", "  1 Name: string", "record B"], ["record A", "  0 Id: Guid", "  1 Name: int", "record B"]));

    [Fact]
    public void Difference_NewAndLostTypes_AreMarked() =>
        Assert.Equal(["- record A", "-   0 Id: Guid", "+ record B"], Snapshot.Difference(["record A", "  0 Id: Guid"], ["record B"]));

    [Fact]
    public void Difference_MembersInAnotherOrder_IsStillReported() =>
        Assert.Equal(["  record A"], Snapshot.Difference(["record A", "  x", "  y"], ["record A", "  y", "  x"]));
}
