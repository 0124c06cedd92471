using System.Diagnostics;
using FuncX.Actors.Runtime.Codegen;
using FuncX.Actors.Runtime.Tests.Codegen;

namespace FuncX.Actors.Runtime.Tests.Serialization;

public sealed class HostileInputTests
{
    [Theory]
    [InlineData("")] // nothing at all
    [InlineData("80")] // a number that does not end
    [InlineData("0480")] // a length that does not end
    [InlineData("04FFFFFFFF07")] // a length of two gigabytes
    [InlineData("0F")] // an end with a field id
    [InlineData("80808080808080808002")] // a number of 65 bits
    [InlineData("05")] // a group that does not end
    public void Read_MalformedGroup_ThrowsWireFormatException(string hex)
        => Assert.Throws<WireFormatException>(() => Wire.Read<Everything>(Convert.FromHexString(hex)));

    [Theory]
    [InlineData("FFFFFFFF0F00")] // four billion numbers
    [InlineData("0510")] // an unknown layout
    [InlineData("0507")] // elements that are ends
    [InlineData("0501")] // five numbers of four bytes in none
    [InlineData("FFFFFFFFFFFFFFFFFF0100")] // 2^64 - 1 elements
    public void Read_MalformedList_ThrowsWireFormatException(string hex)
        => Assert.Throws<WireFormatException>(() => Wire.Read<List<int>>(Convert.FromHexString(hex)));

    [Fact]
    public void Read_NumberOutOfRange_ThrowsWireFormatException()
    {
        Assert.Throws<WireFormatException>(() => Wire.Read<int>(Wire.Write(long.MaxValue)));
        Assert.Throws<WireFormatException>(() => Wire.Read<byte>(Wire.Write(256UL)));
        Assert.Throws<WireFormatException>(() => Wire.Read<bool>(Wire.Write(2UL)));
        Assert.Throws<WireFormatException>(() => Wire.Read<DateTime>([255, 255, 255, 255, 255, 255, 255, 255]));
        Assert.Throws<WireFormatException>(() => Wire.Read<DateTimeOffset>(Enumerable.Repeat((byte)0x7F, 16).ToArray()));
    }

    [Fact]
    public void Read_RepeatedKey_ThrowsWireFormatException()
    {
        var bytes = Wire.Write(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 });
        bytes[Array.IndexOf(bytes, (byte)'b')] = (byte)'a';
        Assert.Throws<WireFormatException>(() => Wire.Read<Dictionary<string, int>>(bytes));
    }

    [Fact]
    public void Read_NestedDeeperThanTheLimit_ThrowsInsteadOfOverflowing()
    {
        var groups = Enumerable.Repeat((byte)((99 << 3) & 0x7F | 5), 1_000_000).ToArray();
        Assert.Throws<WireFormatException>(() => Wire.Read<Leaf>(groups));
        byte[] lists = [.. Enumerable.Repeat<byte[]>([1, 6], 100_000).SelectMany(static pair => pair)];
        Assert.Throws<WireFormatException>(() =>
        {
            var reader = new WireReader(lists);
            reader.Skip(WireType.List);
        });
    }

    [Fact]
    public void Read_MillionsOfTinyObjects_ThrowsBeforeTheyFillMemory()
    {
        var bytes = new byte[8_000_000];
        bytes.AsSpan().Fill((byte)WireType.End);
        var header = Wire.Write(7_999_000UL);
        header.CopyTo(bytes, 0);
        bytes[header.Length] = (byte)WireType.Group;
        Assert.Throws<WireFormatException>(() => Wire.Read<List<Leaf>>(bytes));
    }

    [Fact]
    public void Write_ObjectThatContainsItself_ThrowsWireFormatException()
    {
        var tree = new Tree { Children = [] };
        tree.Children.Add(tree);
        Assert.Throws<WireFormatException>(() => Wire.Write(tree));
    }

    [Fact]
    public void Read_MutatedBytes_EitherReadsOrThrowsWireFormatException()
    {
        var random = Properties.Random();
        var clock = Stopwatch.StartNew();
        var original = Wire.Write(EverythingSample.Full());
        for (var round = 0; round < 20_000 && clock.Elapsed < TimeSpan.FromSeconds(10); round++)
        {
            var bytes = (byte[])original.Clone();
            for (var i = random.Next(1, 6); i > 0; i--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            ReadAny<Everything>(bytes.AsSpan(0, random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length));
        }
    }

    [Fact]
    public void Read_RandomBytes_EitherReadsOrThrowsWireFormatException()
    {
        var random = Properties.Random();
        var bytes = new byte[64];
        for (var round = 0; round < 20_000; round++)
        {
            random.NextBytes(bytes);
            ReadAny<Everything>(bytes);
            ReadAny<Dictionary<string, byte[]>>(bytes);
            ReadAny<List<string?>>(bytes);
            Try(bytes, static (ref WireReader reader) => ExceptionSerializer.Read(ref reader));
            Try(bytes, static (ref WireReader reader) => RequestContextSerializer.Read(ref reader));
        }
    }

    private static void ReadAny<T>(ReadOnlySpan<byte> bytes) => Try(bytes, static (ref WireReader reader) => WireCodec<T>.Get().Read(ref reader)!);

    private static void Try(ReadOnlySpan<byte> bytes, ReadAction read)
    {
        try
        {
            var reader = new WireReader(bytes);
            Assert.NotNull(read(ref reader));
        }
        catch (WireFormatException exception)
        {
            Assert.NotEmpty(exception.Message);
        }
    }

    private delegate object ReadAction(ref WireReader reader);
}
