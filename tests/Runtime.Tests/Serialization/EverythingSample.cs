using FuncX.Actors.Runtime.Tests.Codegen;

namespace FuncX.Actors.Runtime.Tests.Serialization;

internal static class EverythingSample
{
    public static Everything Full() => new()
    {
        Id = new SampleId(Guid.Parse("0197a8f0-1111-7222-8333-444455556666")),
        Text = "hello",
        Number = -5,
        Maybe = 0,
        At = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(-7)),
        For = TimeSpan.FromMilliseconds(-1),
        Kind = SampleKind.Large,
        Bytes = [1, 2, 3],
        Memory = new byte[] { 4, 5 },
        Texts = ["a", null, ""],
        Leaves = [new Leaf { Name = "l1", Data = [9] }, new Leaf { Name = "l2" }],
        ById = new Dictionary<SampleId, Leaf> { [new SampleId(Guid.Parse("0197a8f0-aaaa-7222-8333-444455556666"))] = new() { Name = "d" } },
        Numbers = [1, -1, int.MaxValue],
        Nested = new Leaf { Name = "n", Data = [7, 8] },
        Ratio = Math.PI,
        Flag = true,
        MaybeKind = SampleKind.None,
        Big = ulong.MaxValue,
        Kinds = [SampleKind.Small, null],
        Frozen = new Frozen { Data = [1] },
        Name = new SampleName("name"),
        Grid = [[1], [], [2, 3]],
    };

    public static void AssertSame(Everything expected, Everything actual)
    {
        Assert.NotSame(expected, actual);
        Assert.Equal((expected.Id, expected.Text, expected.Number, expected.Maybe), (actual.Id, actual.Text, actual.Number, actual.Maybe));
        Assert.Equal((expected.At, expected.At.Offset, expected.For, expected.Kind), (actual.At, actual.At.Offset, actual.For, actual.Kind));
        Assert.Equal(expected.Bytes, actual.Bytes);
        Assert.True(expected.Memory.Span.SequenceEqual(actual.Memory.Span));
        Assert.Equal(expected.Texts, actual.Texts);
        Assert.Equal(expected.Leaves?.Select(Describe), actual.Leaves?.Select(Describe));
        Assert.Equal(expected.ById?.Select(static pair => (pair.Key, Describe(pair.Value))), actual.ById?.Select(static pair => (pair.Key, Describe(pair.Value))));
        Assert.Equal(expected.Numbers.IsDefault, actual.Numbers.IsDefault);
        if (!expected.Numbers.IsDefault) Assert.Equal(expected.Numbers.AsEnumerable(), actual.Numbers.AsEnumerable());
        Assert.Equal(expected.Nested is { } nested ? Describe(nested) : null, actual.Nested is { } other ? Describe(other) : null);
        Assert.Equal((expected.Ratio, expected.Flag, expected.MaybeKind, expected.Big), (actual.Ratio, actual.Flag, actual.MaybeKind, actual.Big));
        Assert.Equal(expected.Kinds, actual.Kinds);
        Assert.Equal(expected.Frozen?.Data, actual.Frozen?.Data);
        Assert.Equal(expected.Name, actual.Name);
        Assert.Equal(expected.Grid, actual.Grid);
    }

    private static string Describe(Leaf leaf) => $"{leaf.Name}:{(leaf.Data is null ? "null" : Convert.ToHexString(leaf.Data))}";
}
