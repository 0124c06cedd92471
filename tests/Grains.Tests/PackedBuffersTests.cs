using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace FuncX.Actors.Grains.Tests;

public class PackedBuffersTests
{
    [Fact]
    public void Pack_ProtocolExamples_AreByteEqual()
    {
        Assert.Equal("6\n11\n[1]11\n11\n{\"b\": 2}", Encoding.UTF8.GetString(PackedBuffers.Pack("11\n[1]", "11\n{\"b\": 2}")));
        Assert.Equal("41\nst\nadd:def add(a, b=1):\n    return a + b\n", Encoding.UTF8.GetString(PackedBuffers.Pack("st\nadd:def add(a, b=1):\n    return a + b\n")));
    }

    [Fact]
    public void Pack_LettersBeyondAscii_CountsCodePoints()
    {
        const string source = "st\nf:def f():\n    return 'é😀'\n";
        var packed = PackedBuffers.Pack(source);

        Assert.StartsWith($"{source.EnumerateRunes().Count()}\n", Encoding.UTF8.GetString(packed), StringComparison.Ordinal);
        Assert.True(PackedBuffers.TryUnpack(packed, out var back));
        Assert.Equal([source], back);
    }

    [Fact]
    public void Unpack_WhatWasPacked_RoundTrips() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>[]>(), texts =>
        {
            // Lone surrogates have no UTF-8 form; every other text must survive.
            var clean = texts.Select(t => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(t.Get))).ToArray();
            Assert.True(PackedBuffers.TryUnpack(PackedBuffers.Pack(clean), out var back));
            Assert.Equal(clean, back);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Unpack_RandomBytes_NeverThrows() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            var counts = PackedBuffers.TryCount(bytes, out var count);
            Assert.Equal(counts, PackedBuffers.TryUnpack(bytes, out var buffers));
            Assert.True(!counts || buffers.Count == count);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("3\nab")]
    [InlineData("x\nab")]
    [InlineData("\nab")]
    [InlineData("2")]
    [InlineData("9999999999\nab")]
    public void Unpack_WrongLength_Fails(string text) => Assert.False(PackedBuffers.TryUnpack(Encoding.UTF8.GetBytes(text), out _));

    [Fact]
    public void Printable_EscapesAndControls_AreGone() =>
        Assert.Equal("a[31mb\nc... (2 more characters)", Text.Printable("a\u001b[31mb\u0007\nc\u200fxy", 11));
}
