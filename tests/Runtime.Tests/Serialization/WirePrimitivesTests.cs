using FuncX.Actors.Runtime.Codegen;

namespace FuncX.Actors.Runtime.Tests.Serialization;

public sealed class WirePrimitivesTests
{
    [Theory]
    [InlineData(0UL, "00")]
    [InlineData(127UL, "7F")]
    [InlineData(128UL, "8001")]
    [InlineData(ulong.MaxValue, "FFFFFFFFFFFFFFFFFF01")]
    public void Varint_KnownValues_HaveTheDocumentedBytes(ulong value, string hex)
    {
        Assert.Equal(hex, Convert.ToHexString(Wire.Write(value)));
        Assert.Equal(value, Wire.RoundTrip(value));
    }

    [Theory]
    [InlineData(-1L, "01")]
    [InlineData(1L, "02")]
    [InlineData(long.MinValue, "FFFFFFFFFFFFFFFFFF01")]
    public void ZigZag_KnownValues_HaveTheDocumentedBytes(long value, string hex)
    {
        Assert.Equal(hex, Convert.ToHexString(Wire.Write(value)));
        Assert.Equal(value, Wire.RoundTrip(value));
    }

    [Fact]
    public void Numbers_AnyValue_RoundTrip()
    {
        Properties.Hold<(long, ulong, int)>(static value =>
        {
            Assert.Equal(value.Item1, Wire.RoundTrip(value.Item1));
            Assert.Equal(value.Item2, Wire.RoundTrip(value.Item2));
            Assert.Equal(value.Item3, Wire.RoundTrip(value.Item3));
            Assert.Equal((short)value.Item3, Wire.RoundTrip((short)value.Item3));
            Assert.Equal((ushort)value.Item3, Wire.RoundTrip((ushort)value.Item3));
            Assert.Equal((byte)value.Item3, Wire.RoundTrip((byte)value.Item3));
            Assert.Equal((sbyte)value.Item3, Wire.RoundTrip((sbyte)value.Item3));
            Assert.Equal((char)value.Item3, Wire.RoundTrip((char)value.Item3));
            Assert.Equal((uint)value.Item3, Wire.RoundTrip((uint)value.Item3));
        });
        Properties.Hold<(double, float, bool, Guid)>(static value =>
        {
            Assert.Equal(value.Item1, Wire.RoundTrip(value.Item1));
            Assert.Equal(value.Item2, Wire.RoundTrip(value.Item2));
            Assert.Equal(value.Item3, Wire.RoundTrip(value.Item3));
            Assert.Equal(value.Item4, Wire.RoundTrip(value.Item4));
        });
    }

    [Fact]
    public void Times_AnyValue_RoundTripWithKindAndOffset()
    {
        Properties.Hold<(DateTime, DateTimeOffset, TimeSpan)>(static value =>
        {
            var date = Wire.RoundTrip(value.Item1);
            Assert.Equal((value.Item1, value.Item1.Kind), (date, date.Kind));
            var offset = Wire.RoundTrip(value.Item2);
            Assert.Equal((value.Item2, value.Item2.Offset), (offset, offset.Offset));
            Assert.Equal(value.Item3, Wire.RoundTrip(value.Item3));
        });
        Assert.Equal(DateTimeOffset.MinValue, Wire.RoundTrip(DateTimeOffset.MinValue));
        Assert.Equal(DateTimeOffset.MaxValue, Wire.RoundTrip(DateTimeOffset.MaxValue));
        Assert.Equal(TimeSpan.MinValue, Wire.RoundTrip(TimeSpan.MinValue));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(41)]
    [InlineData(42)]
    [InlineData(43)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(70_000)]
    public void String_AnyLength_RoundTripsAcrossSegments(int length)
    {
        foreach (var letter in new[] { 'a', 'é', '漢' })
        {
            var text = new string(letter, length);
            Assert.Equal(text, Wire.RoundTrip(text));
            var stingy = new Wire.Stingy(3);
            var writer = new WireWriter(stingy);
            writer.WriteString(text);
            writer.Flush();
            Assert.Equal(text, Wire.Read<string>(stingy.ToArray()));
        }
    }

    [Fact]
    public void String_LoneSurrogate_BecomesReplacementCharacter() => Assert.Equal("a\uFFFDb", Wire.RoundTrip("a\uD800b"));

    [Fact]
    public void Bytes_LargerThanAnySegment_AreWrittenOnce()
    {
        var bytes = new byte[3_000_000];
        new Random(1).NextBytes(bytes);
        using var buffer = new WireBuffer();
        var writer = new WireWriter(buffer);
        writer.WriteBytesField(1, bytes);
        writer.EndFields();
        writer.Flush();
        Assert.Equal(writer.Written, buffer.Length);
        Assert.Equal(buffer.Length, buffer.Segments().Sum(static segment => (long)segment.Length));
        var reader = new WireReader(buffer.ToArray());
        Assert.True(reader.ReadHeader(out var id, out var type));
        Assert.Equal((1u, WireType.Bytes), (id, type));
        Assert.Equal(bytes, reader.ReadByteArray());
        Assert.False(reader.ReadHeader(out _, out _));
    }

    [Fact]
    public void Collections_AnyValue_RoundTrip()
    {
        Properties.Hold<(int[], List<long>, byte[])>(static value =>
        {
            Assert.Equal(value.Item1, Wire.RoundTrip(value.Item1));
            Assert.Equal(value.Item2, Wire.RoundTrip(value.Item2));
            Assert.Equal(value.Item3, Wire.RoundTrip(value.Item3));
        });
        Properties.Hold<List<int?>>(static value => Assert.Equal(value, Wire.RoundTrip(value)));
        Properties.Hold<Dictionary<Guid, int>>(static value => Assert.Equal(value, Wire.RoundTrip(value)));
    }

    [Fact]
    public void Collections_MissingElements_StayInPlace()
    {
        Assert.Equal(new string?[] { null, "a", null }, Wire.RoundTrip(new string?[] { null, "a", null }));
        Assert.Equal(new byte[]?[] { null, [], [1] }, Wire.RoundTrip(new byte[]?[] { null, [], [1] }));
        Assert.Equal([[1], [], [2, 3]], Wire.RoundTrip(new List<int[]> { new[] { 1 }, Array.Empty<int>(), new[] { 2, 3 } }));
    }
}
