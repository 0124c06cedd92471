using System.Collections.Immutable;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FuncX.Actors.Runtime.Tests.Serialization;

namespace FuncX.Actors.Runtime.Tests.Codegen;

public sealed class GeneratedCodecPropertyTests
{
    [Fact]
    public void RoundTrip_AnyRecord_IsEqual() => Properties.Hold(Records(), static value => EverythingSample.AssertSame(value, Wire.RoundTrip(value)));

    [Fact]
    public void Copy_AnyRecord_IsEqual() => Properties.Hold(Records(), static value => EverythingSample.AssertSame(value, Wire.Copy(value)));

    [Fact]
    public void Read_AnyPrefix_EitherReadsOrThrowsWireFormatException() => Properties.Hold(
        Records(),
        static value =>
        {
            var bytes = Wire.Write(value);
            for (var length = 0; length < bytes.Length; length += 1 + (bytes.Length / 50))
            {
                Assert.Throws<FuncX.Actors.Runtime.Codegen.WireFormatException>(() => Wire.Read<Everything>(bytes.AsSpan(0, length)));
            }
        },
        count: 50);

    private static Arbitrary<Everything> Records()
    {
        var texts = ArbMap.Default.GeneratorFor<string?>().Select(static text => text is null ? null : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
        var bytes = ArbMap.Default.GeneratorFor<byte[]?>();
        var numbers = ArbMap.Default.GeneratorFor<int>();
        var guids = ArbMap.Default.GeneratorFor<Guid>();
        var kinds = Gen.Elements(SampleKind.None, SampleKind.Small, SampleKind.Large, (SampleKind)77);
        var leaves = texts.SelectMany(text => bytes.Select(data => new Leaf { Name = text!, Data = data }));
        var generator =
            from id in guids
            from text in texts
            from number in numbers
            from maybe in ArbMap.Default.GeneratorFor<long?>()
            from at in ArbMap.Default.GeneratorFor<DateTimeOffset>()
            from data in bytes
            from lines in Gen.ArrayOf(texts)
            from items in Gen.ListOf(leaves)
            from keys in Gen.ArrayOf(guids)
            from ints in Gen.ArrayOf(numbers)
            from nested in Gen.OneOf(leaves.Select(static leaf => (Leaf?)leaf), Gen.Constant<Leaf?>(null))
            from ratio in ArbMap.Default.GeneratorFor<double>()
            from kind in kinds
            from flag in ArbMap.Default.GeneratorFor<bool>()
            select new Everything
            {
                Id = new SampleId(id),
                Text = text!,
                Number = number,
                Maybe = maybe,
                At = at,
                For = new TimeSpan(number * 1000L),
                Kind = kind,
                Bytes = data,
                Memory = data,
                Texts = lines,
                Leaves = [.. items],
                ById = keys.Distinct().ToDictionary(static key => new SampleId(key), key => new Leaf { Name = "k", Data = data }),
                Numbers = flag ? default : ImmutableArray.Create(ints),
                Nested = nested,
                Ratio = ratio,
                Flag = flag,
                MaybeKind = flag ? kind : null,
                Big = unchecked((ulong)number),
                Kinds = [kind, null],
                Frozen = data is null ? null : new Frozen { Data = data },
                Name = new SampleName(text!),
                Grid = [ints, []],
            };
        return generator.ToArbitrary();
    }
}
