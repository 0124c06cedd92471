using FuncX.Actors.Silo.Up;

namespace FuncX.Actors.Silo.Tests.Up;

[Trait("Category", "Unit")]
public sealed class PostgresSetupTests
{
    [Fact]
    public void SocketDirectory_LongRoot_IsShortEnoughForASocket()
    {
        var layout = new DataLayout("/tmp/" + new string('x', 120));

        Assert.True(layout.SocketDirectory.Length + "/.s.PGSQL.5432".Length <= 107, layout.SocketDirectory);
        Assert.NotEqual(layout.SocketDirectory, new DataLayout("/tmp/" + new string('y', 120)).SocketDirectory);
    }

    [Fact]
    public void SocketDirectory_ShortRoot_IsBesideTheCluster() => Assert.Equal("/var/lib/funcx/sock", new DataLayout("/var/lib/funcx").SocketDirectory);

    [Fact]
    public void Missing_NoBinaries_SaysWhatToInstall() => Assert.Contains("apt-get install postgresql", PostgresBinaries.Missing().Hint, StringComparison.Ordinal);

    [Fact]
    public void Validate_AllWrong_ListsEveryError()
    {
        var errors = new PostgresSupervisorOptions { DataDirectory = "here", MaxConnectionCount = 1, Database = "a;b" }.Validate();

        Assert.Equal(3, errors.Count);
    }

    [Theory]
    [InlineData("12\n/d\n1\n5432\n/s\n\n1 2\nready   ", true)]
    [InlineData("12\n/d\n1\n5432\n/s\n\n1 2\nstarting", false)]
    [InlineData("12\n/d\n1\n5432\n/s", false)]
    public void Parse_PostmasterFile_ReadsSocketAndStatus(string text, bool isReady)
    {
        var file = PostmasterFile.Parse(text.Split('\n'));

        Assert.Equal((12, 5432, "/s", isReady), (file!.ProcessId, file.Port, file.SocketDirectory, file.IsReady));
    }

    [Theory]
    [InlineData("initdb: error: could not create directory: No space left on device", true)]
    [InlineData("FATAL:  could not extend file: wrote only 4096 of 8192 bytes\nHINT:  Check free disk space.", true)]
    [InlineData("FATAL:  invalid value for parameter", false)]
    public void IsFull_WordsOfSystemAndServer_AreUnderstood(string log, bool isFull) => Assert.Equal(isFull, DataLayout.IsFull(log));

    [Fact]
    public void Parse_HalfWrittenFile_IsNothing() => Assert.Null(PostmasterFile.Parse(["12", "/d"]));
}
