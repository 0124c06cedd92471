using System.Collections.Immutable;
using FuncX.Actors.Runtime.Codegen;
using FuncX.Actors.Runtime.Tests.Serialization;

namespace FuncX.Actors.Runtime.Tests.Codegen;

public sealed class GeneratedCodecTests
{
    [Fact]
    public void RoundTrip_EveryKindOfMember_IsEqual()
    {
        EverythingSample.AssertSame(EverythingSample.Full(), Wire.RoundTrip(EverythingSample.Full()));
        var empty = new Everything { Id = default, Text = "" };
        EverythingSample.AssertSame(empty, Wire.RoundTrip(empty));
    }

    [Fact]
    public void RoundTrip_AcrossTinySegments_IsEqual()
    {
        for (var size = 1; size < 40; size += 3)
        {
            var stingy = new Wire.Stingy(size);
            var writer = new WireWriter(stingy);
            WireCodec<Everything>.Get().Write(ref writer, EverythingSample.Full());
            writer.Flush();
            EverythingSample.AssertSame(EverythingSample.Full(), Wire.Read<Everything>(stingy.ToArray()));
        }
    }

    [Fact]
    public void Write_TypedId_IsAsLargeAsItsValue()
    {
        Assert.Equal(16, Wire.Write(new SampleId(Guid.NewGuid())).Length);
        var id = new SampleId(Guid.NewGuid());
        Assert.Equal(id, Wire.RoundTrip(id));
        Assert.Equal(new SampleId[] { default, id }, Wire.RoundTrip(new SampleId[] { default, id }));
        Assert.Equal(new SampleName[] { default, new("x") }, Wire.RoundTrip(new SampleName[] { default, new("x") }));
    }

    [Fact]
    public void RoundTrip_PositionalRecordStruct_IsEqual() => Properties.Hold<(int X, int Y)>(static value =>
    {
        var point = new Point(value.X, value.Y);
        Assert.Equal(point, Wire.RoundTrip(point));
        Assert.Equal(point, Wire.Copy(point));
    });

    [Fact]
    public void RoundTrip_PrivateAndInitializedMembers_AreEqual()
    {
        var value = Hidden.Make(3, "note");
        Assert.Equal(value, Wire.RoundTrip(value));
        Assert.Equal(value, Wire.Copy(value));
        Assert.NotSame(value, Wire.Copy(value));
        var zero = value with { Title = "", Priority = 0 };
        Assert.Equal(zero, Wire.RoundTrip(zero));
    }

    [Fact]
    public void Read_FieldThatTheSenderDoesNotKnow_KeepsItsInitializer()
    {
        var read = Wire.Read<Hidden>([(byte)WireType.End]);
        Assert.Equal(("untitled", 5, 7, 0, null), (read.Title, read.Priority, read.Fixed, read.Count(), read.Note));
    }

    [Fact]
    public void Read_FieldsThatTheReaderDoesNotKnow_AreSkipped()
    {
        var leaf = Wire.Read<Leaf>([.. Unknown(), .. Wire.Write(new Leaf { Name = "x", Data = [1] })]);
        Assert.Equal(("x", 1), (leaf.Name, leaf.Data!.Length));
        var everything = Wire.Write(EverythingSample.Full());
        Assert.Equal("hello", Wire.Read<Shrunk>(everything).Text);
    }

    [Fact]
    public void Read_FieldOfAnotherKind_IsSkipped()
    {
        using var buffer = new WireBuffer();
        var writer = new WireWriter(buffer);
        writer.WriteSignedField(0, 5);
        writer.WriteBytesField(1, [1]);
        writer.EndFields();
        writer.Flush();
        var leaf = Wire.Read<Leaf>(buffer.ToArray());
        Assert.Null(leaf.Name);
        Assert.Equal(new byte[] { 1 }, leaf.Data);
    }

    [Fact]
    public void Copy_MutableMembers_AreIsolated()
    {
        var original = EverythingSample.Full();
        var copy = Wire.Copy(original);
        EverythingSample.AssertSame(original, copy);
        original.Bytes![0] = 99;
        original.Texts![0] = "changed";
        original.Leaves!.Clear();
        original.ById!.Clear();
        original.Nested!.Data![0] = 99;
        original.Grid![0][0] = 99;
        EverythingSample.AssertSame(EverythingSample.Full(), copy);
    }

    [Fact]
    public void Copy_ObjectThatContainsItself_ThrowsInsteadOfOverflowing()
    {
        var tree = new Tree { Children = [] };
        tree.Children.Add(tree);
        Assert.Throws<InsufficientExecutionStackException>(() => Wire.Copy(tree));
    }

    [Fact]
    public void Copy_ImmutableValues_AreShared()
    {
        var original = EverythingSample.Full();
        var copy = Wire.Copy(original);
        Assert.Same(original.Frozen, copy.Frozen);
        Assert.Same(original.Text, copy.Text);
        Assert.True(WireCodec<Frozen>.Get().IsImmutable);
        Assert.False(WireCodec<Leaf>.Get().IsImmutable);
        Assert.True(WireCodec<ImmutableArray<Point>>.Get().IsImmutable);
        Assert.False(WireCodec<ImmutableArray<Leaf>>.Get().IsImmutable);
    }

    [Fact]
    public void Get_TypeWithoutCodec_SaysWhatToAdd()
    {
        var exception = Assert.Throws<CodecNotFoundException>(WireCodec<Version>.Get);
        Assert.Contains("[GenerateSerializer]", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WriteAndRead_SmallRecord_AllocateOnlyTheResult()
    {
        var value = new Packet { Id = Guid.NewGuid(), Name = "a name of some length", Data = new byte[1000] };
        using var buffer = new WireBuffer();
        var bytes = new byte[2000];
        var codec = WireCodec<Packet>.Get();
        var result = Run();
        for (var i = 0; i < 200; i++) Run();
        var before = GC.GetAllocatedBytesForCurrentThread();
        result = Run();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(value.Data, result.Data);
        // The record (16 + 16 + 8 + 8), the string (22 + 2 * 21) and the array (24 + 1000), each rounded up to 8.
        Assert.InRange(allocated, 1, 48 + 64 + 1024 + 64);

        Packet Run()
        {
            buffer.Clear();
            var writer = new WireWriter(buffer);
            codec.Write(ref writer, value);
            writer.Flush();
            buffer.CopyTo(bytes);
            var reader = new WireReader(bytes.AsSpan(0, (int)buffer.Length));
            return codec.Read(ref reader);
        }
    }

    private static byte[] Unknown()
    {
        using var buffer = new WireBuffer();
        var writer = new WireWriter(buffer);
        writer.WriteSignedField(40, -7);
        writer.WriteStringField(41, "unknown");
        writer.WriteGuidField(42, Guid.NewGuid());
        writer.WriteField(43, [EverythingSample.Full(), null!], WireCodec<List<Everything>>.Get());
        writer.WriteField(44, 1.5, WireCodec<double>.Get());
        writer.WriteField(45, 1.5f, WireCodec<float>.Get());
        writer.WriteField(46, new Dictionary<int, string> { [1] = "x" }, WireCodec<Dictionary<int, string>>.Get());
        writer.Flush();
        return buffer.ToArray();
    }
}
