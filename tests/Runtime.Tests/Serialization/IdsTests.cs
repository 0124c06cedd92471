using System.Net;

namespace FuncX.Actors.Runtime.Tests.Serialization;

public sealed class IdsTests
{
    [Fact]
    public void GrainKeys_CanonicalForms_AreGolden()
    {
        var guid = Guid.Parse("0197A8F0-1111-7222-8333-444455556666");
        Assert.Equal("0197a8f0111172228333444455556666", GrainKeys.Create(guid).ToString());
        Assert.Equal("FF", GrainKeys.Create(255).ToString());
        Assert.Equal("FFFFFFFFFFFFFFFF", GrainKeys.Create(-1).ToString());
        Assert.Equal("ключ/1", GrainKeys.Create("ключ/1").ToString());
        var type = GrainType.Create("task");
        Assert.Equal(guid, GrainKeys.ParseGuid(new GrainId(type, GrainKeys.Create(guid))));
        Assert.Equal(-1, GrainKeys.ParseInteger(new GrainId(type, GrainKeys.Create(-1))));
        Assert.Throws<InvalidOperationException>(() => GrainKeys.ParseGuid(GrainId.Create("task", "x")));
    }

    [Theory]
    [InlineData("", 0x02CC5D05u)]
    [InlineData("a", 0x550D7456u)]
    [InlineData("abc", 0x32D153FFu)]
    [InlineData("Nobody inspects the spammish repetition", 0xE2293B2Fu)]
    public void StableHash_PublishedVectors_Match(string text, uint hash)
        => Assert.Equal(hash, StableHash.Compute(System.Text.Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void GrainId_TextForm_RoundTrips()
    {
        var id = GrainId.Create("task", "a/b");
        Assert.Equal("task/a/b", id.ToString());
        Assert.Equal(id, GrainId.Parse("task/a/b"));
        Assert.Equal(id.GetUniformHashCode(), GrainId.Parse("task/a/b").GetUniformHashCode());
        Assert.False(GrainId.TryParse("task", out _));
        Assert.False(GrainId.TryParse("/x", out _));
        Assert.Equal(id, Wire.RoundTrip(id));
    }

    [Theory]
    [InlineData("127.0.0.1:11111@42")]
    [InlineData("[::1]:11111@-1")]
    public void SiloAddress_TextForm_RoundTrips(string text)
    {
        var address = SiloAddress.FromParsableString(text);
        Assert.Equal(text, address.ToParsableString());
        Assert.Equal(address, Wire.RoundTrip(address));
        Assert.Equal(address.GetConsistentHashCode(), SiloAddress.New(address.Endpoint, address.Generation).GetConsistentHashCode());
        Assert.Throws<FormatException>(() => SiloAddress.Parse("nowhere"));
        Assert.True(SiloAddress.New(IPAddress.Loopback, 1, 1).IsPredecessorOf(SiloAddress.New(IPAddress.Loopback, 1, 2)));
    }
}
