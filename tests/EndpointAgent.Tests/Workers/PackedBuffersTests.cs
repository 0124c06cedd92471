using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace FuncX.Actors.EndpointAgent.Tests.Workers;

[Trait("Category", "Unit")]
public sealed class PackedBuffersTests
{
    [Theory]
    [InlineData("41\nst\nadd:def add(a, b=1):\n    return a + b\n", "st\nadd:def add(a, b=1):\n    return a + b\n")]
    [InlineData("6\n11\n[1]11\n11\n{\"b\": 2}", "11\n[1]", "11\n{\"b\": 2}")]
    [InlineData("12\n00\ngAQpLg==\n12\n00\ngAR9lC4=\n", "00\ngAQpLg==\n", "00\ngAR9lC4=\n")]
    [InlineData("6\n11\n[1]32\n00\ngASVCQAAAAAAAABLAYwBeJSGlC4=\n", "11\n[1]", "00\ngASVCQAAAAAAAABLAYwBeJSGlC4=\n")]
    [InlineData("")]
    [InlineData("0\n", "")]
    public void PackAndUnpack_WorkedExamples_AgreeWithTheSdk(string packed, params string[] buffers)
    {
        Assert.Equal(packed, Encoding.UTF8.GetString(PackedBuffers.Pack(buffers)));
        Assert.True(PackedBuffers.TryUnpack(Encoding.UTF8.GetBytes(packed), out var read));
        Assert.Equal(buffers, read);
    }

    [Fact]
    public void Pack_SourceOutsideTheBasicPlane_CountsCodePoints()
    {
        const string buffer = "st\nf:def f(x='é'):\n    # forty and more 😀\n    return x";
        Assert.Equal(buffer.EnumerateRunes().Count() + 1, buffer.Length);
        Assert.Equal(buffer.Length + 2, Encoding.UTF8.GetByteCount(buffer) - 1);

        var packed = Encoding.UTF8.GetString(PackedBuffers.Pack(buffer));

        Assert.StartsWith($"{buffer.EnumerateRunes().Count()}\nst\n", packed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("5")]
    [InlineData("\n")]
    [InlineData("-1\n")]
    [InlineData("+1\na")]
    [InlineData("2\na")]
    [InlineData("99999999999\na")]
    [InlineData("1\na1")]
    public void TryUnpack_Malformed_SaysNo(string packed) => Assert.False(PackedBuffers.TryUnpack(Encoding.UTF8.GetBytes(packed), out _));

    [Fact]
    public void TryUnpack_WhatPackMade_ReturnsIt()
    {
        var property = Prop.ForAll(ArbMap.Default.ArbFor<string[]>(), texts =>
        {
            // A lone surrogate has no UTF-8 form.
            var buffers = texts.Select(t => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(t ?? ""))).ToArray();
            return PackedBuffers.TryUnpack(PackedBuffers.Pack(buffers), out var read) && read.SequenceEqual(buffers);
        });
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), property);
    }

    [Fact]
    public void TryUnpack_RandomBytes_NeverThrows() => Property.Check(5_000, random =>
    {
        var bytes = new byte[random.Next(40)];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(random.Next(3) == 0 ? random.Next(256) : "0123456789\n"[random.Next(11)]);

        var isRead = PackedBuffers.TryUnpack(bytes, out var buffers);

        Assert.Equal(isRead, PackedBuffers.TryCount(bytes, out var count));
        Assert.True(!isRead || count == buffers.Count);
    });
}
