using System.Text;
using System.Text.Json;

namespace FuncX.Actors.Client.Tests;

public sealed class PayloadsTests
{
    [Fact]
    public void Pack_ArgumentsAndKeywords_AreTwoJsonBuffers()
    {
        Assert.True(PackedBuffers.TryUnpack(Payloads.Pack([1, "é😀", null, new[] { 1.5 }], new Dictionary<string, object?> { ["k"] = true }), out var buffers));

        Assert.Equal(2, buffers.Count);
        Assert.All(buffers, b => Assert.StartsWith("11\n", b, StringComparison.Ordinal));
        var args = JsonDocument.Parse(buffers[0][3..]).RootElement;
        Assert.Equal((4, "é😀"), (args.GetArrayLength(), args[1].GetString()));
        Assert.True(JsonDocument.Parse(buffers[1][3..]).RootElement.GetProperty("k").GetBoolean());
    }

    [Fact]
    public void Pack_NoArguments_IsWhatTheWorkerTakesOnItsShortPath() => Assert.Equal("5\n11\n[]5\n11\n{}", Encoding.UTF8.GetString(Payloads.Pack([])));

    [Fact]
    public void Pack_NumberThatJsonCannotHold_IsTheCallersError() => Assert.Throws<ArgumentException>(() => Payloads.Pack([double.NaN]));

    [Theory]
    [InlineData("def f():\n    return 1", "def f():\n    return 1\n")]
    [InlineData("\n    def f():\n        return 1\n    ", "def f():\n    return 1\n")]
    [InlineData("\tdef f():\n\t\treturn 1\n", "def f():\n\treturn 1\n")]
    [InlineData("  def f():\r\n\r\n    return 1\r\n", "def f():\n\n  return 1\n")]
    public void PackSource_IndentedInCode_LosesTheSharedIndentation(string source, string expected)
    {
        Assert.True(PackedBuffers.TryUnpack(Payloads.PackSource("f", source), out var buffers));

        Assert.Equal("st\nf:" + expected, Assert.Single(buffers));
    }

    [Fact]
    public void Read_Json_IsTheValue() => Assert.Equal(new[] { 1, 2 }, Payloads.Read<int[]>("11\n[1, 2]"u8.ToArray()));

    [Theory]
    [InlineData("00\ngASVBA==", "'00'")]
    [InlineData("", "''")]
    [InlineData("1", "'1'")]
    public void Read_OtherFormat_SaysWhichAndWhatToDo(string result, string says)
    {
        var error = Assert.Throws<NotSupportedException>(() => Payloads.Read<int>(Encoding.UTF8.GetBytes(result)));

        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains("ResultSerializer", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("11\nNaN", "NaN")]
    [InlineData("11\n\"text\"", "Int32")]
    [InlineData("11\n", "Int32")]
    public void Read_WhatDoesNotFit_ShowsTheResultAndTheType(string result, string says) =>
        Assert.Contains(says, Assert.Throws<JsonException>(() => Payloads.Read<int>(Encoding.UTF8.GetBytes(result))).Message, StringComparison.Ordinal);

    [Fact]
    public void Pack_AnyTexts_ComeBackUnchanged()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        for (var i = 0; i < 300; i++)
        {
            var texts = Enumerable.Range(0, random.Next(4)).Select(_ => RandomText(random)).ToArray();
            Assert.True(PackedBuffers.TryUnpack(Payloads.Pack(texts), out var buffers), $"seed {seed}, case {i}");
            Assert.True(texts.SequenceEqual(JsonSerializer.Deserialize<string[]>(buffers[0][3..])!), $"seed {seed}, case {i}");
        }
    }

    private static string RandomText(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(20)).Select(_ => random.Next(4) switch
        {
            0 => ((char)random.Next(32)).ToString(),
            1 => "😀",
            2 => ((char)random.Next(0x80, 0xD7FF)).ToString(),
            _ => ((char)random.Next(32, 127)).ToString(),
        }));
}
