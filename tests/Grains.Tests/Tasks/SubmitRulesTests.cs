using System.Text;
using FuncX.Actors.Grains.Tasks;

namespace FuncX.Actors.Grains.Tests.Tasks;

public class SubmitRulesTests
{
    private static readonly SubmitOptions Options = new();

    [Fact]
    public void Check_GoodTask_IsAccepted() => Assert.Null(SubmitRules.Check(0, Sample.Spec(), Options));

    [Fact]
    public void Check_TooLarge_SaysSizeAndLimit()
    {
        var refusal = SubmitRules.Check(3, Sample.Spec(payload: new byte[Options.MaxPayloadBytes + 1]), Options)!;

        Assert.Equal(("TASK_PAYLOAD_TOO_LARGE", 3), (refusal.Code, refusal.Index));
        Assert.Contains("10,485,761", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("10,485,760", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("5\n11\n{}")]
    [InlineData("5\n11\n{}9\n11\n{}")]
    [InlineData("-1\n")]
    [InlineData("99999999999\n11")]
    public void Check_MalformedPayload_IsRefused(string payload) =>
        Assert.Equal("PAYLOAD_MALFORMED", SubmitRules.Check(0, Sample.Spec(payload: Encoding.UTF8.GetBytes(payload)), Options)?.Code);

    [Theory]
    [InlineData(-1, "11")]
    [InlineData(10, "11")]
    [InlineData(5, "")]
    [InlineData(5, "11;drop")]
    public void Check_OtherNonsense_IsRefused(int priority, string serializer) =>
        Assert.Equal("REQUEST_MALFORMED", SubmitRules.Check(0, Sample.Spec(priority) with { ResultSerializer = serializer }, Options)?.Code);

    [Fact]
    public void Check_TimesOutOfBounds_AreRefused()
    {
        Assert.NotNull(SubmitRules.Check(0, Sample.Spec() with { WallTime = TimeSpan.Zero }, Options));
        Assert.NotNull(SubmitRules.Check(0, Sample.Spec() with { TimeToLive = TimeSpan.FromDays(15) }, Options));
        Assert.Null(SubmitRules.Check(0, Sample.Spec() with { TimeToLive = TimeSpan.FromDays(14), WallTime = TimeSpan.FromSeconds(1) }, Options));
    }

    [Fact]
    public void IsFreshId_OldRandomOrFuture_IsNot()
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(60);
        Assert.True(SubmitRules.IsFreshId(TaskId.From(Guid.CreateVersion7(now.AddMinutes(-59))), Options, now));
        Assert.False(SubmitRules.IsFreshId(TaskId.From(Guid.CreateVersion7(now.AddMinutes(-61))), Options, now));
        Assert.False(SubmitRules.IsFreshId(TaskId.From(Guid.CreateVersion7(now.AddMinutes(61))), Options, now));
        Assert.False(SubmitRules.IsFreshId(TaskId.From(Guid.NewGuid()), Options, now));
    }

    [Fact]
    public void SpecHash_AnyFieldChanged_Differs()
    {
        var spec = Sample.Spec();
        TaskSpec[] others =
        [
            spec with { Id = TaskId.New() }, spec with { Endpoint = EndpointId.New() }, spec with { Function = FunctionId.New() },
            spec with { Payload = PackedBuffers.Pack("11\n[1]", "11\n{}") }, spec with { ResultSerializer = "00" }, spec with { Priority = 1 },
            spec with { AtMostOnce = true }, spec with { Group = GroupId.New() }, spec with { WallTime = TimeSpan.FromSeconds(1) }, spec with { TimeToLive = TimeSpan.FromSeconds(1) },
        ];

        Assert.Equal(SpecHash.Of(spec), SpecHash.Of(spec with { Payload = [.. spec.Payload] }));
        Assert.Equal(others.Length + 1, others.Append(spec).Select(s => Convert.ToHexString(SpecHash.Of(s))).Distinct().Count());
    }
}
