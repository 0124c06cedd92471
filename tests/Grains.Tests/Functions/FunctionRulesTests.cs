using FuncX.Actors.Grains.Functions;

namespace FuncX.Actors.Grains.Tests.Functions;

public class FunctionRulesTests
{
    [Theory]
    [InlineData("st\nf:def f(): pass\n")]
    [InlineData("01\ngASV\n")]
    [InlineData("12\n...")]
    public void Check_KnownFormats_Pass(string body) => FunctionRules.Check(new FunctionSpec { Name = "f", Body = PackedBuffers.Pack(body) });

    [Fact]
    public void Check_UnknownFormat_NamesIt()
    {
        var error = Assert.Throws<InvalidRequestException>(() => FunctionRules.Check(new FunctionSpec { Name = "f", Body = PackedBuffers.Pack("zz\nf") }));
        Assert.Contains("'zz'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_TooLarge_SaysSizeAndLimit()
    {
        var error = Assert.Throws<TooLargeException>(() => FunctionRules.Check(new FunctionSpec { Name = "f", Body = new byte[FunctionRules.MaxBodyBytes + 1] }));
        Assert.Equal((FunctionRules.MaxBodyBytes + 1, FunctionRules.MaxBodyBytes), (error.Size, error.Limit));
    }

    [Fact]
    public void Check_NoNameOrNoBody_IsRefused()
    {
        Assert.Throws<InvalidRequestException>(() => FunctionRules.Check(new FunctionSpec { Name = " ", Body = PackedBuffers.Pack("st\nf:") }));
        Assert.Throws<InvalidRequestException>(() => FunctionRules.Check(new FunctionSpec { Name = "f", Body = [] }));
        Assert.Throws<InvalidRequestException>(() => FunctionRules.Check(new FunctionSpec { Name = "f", Body = PackedBuffers.Pack("st\na", "st\nb") }));
    }
}
