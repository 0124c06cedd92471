using FuncX.Actors.Contracts.Tests.Support;

namespace FuncX.Actors.Contracts.Tests.Docs;

/// <summary>docs/failures.md says of every failure what caused it and what to do.</summary>
[Trait("Category", "Contract")]
public class FailureCatalogueTests
{
    [Fact]
    public void Catalogue_HasOneRowForEveryKindAndNoOther()
    {
        var rows = MarkdownTable.Below(Repository.Read("docs/failures.md"), "## Kinds").Skip(1).ToArray();
        Assert.Equal(Enum.GetNames<TaskFailureKind>().Order(), rows.Select(static r => r[0]).Order());
        Assert.All(rows, static row => Assert.All(row, cell => Assert.False(string.IsNullOrWhiteSpace(cell), $"{row[0]} has an empty cell.")));
    }
}
