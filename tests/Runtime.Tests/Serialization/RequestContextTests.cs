using FuncX.Actors.Runtime.Codegen;
using FuncX.Actors.Runtime.Tests.Codegen;

namespace FuncX.Actors.Runtime.Tests.Serialization;

public sealed class RequestContextTests
{
    [Fact]
    public void Read_AllKindsOfValues_RoundTrip()
    {
        var id = Guid.NewGuid();
        var values = new Dictionary<string, object>
        {
            ["text"] = "a",
            ["guid"] = id,
            ["int"] = -1,
            ["long"] = long.MinValue,
            ["bool"] = true,
            ["uint"] = 7u,
            ["id"] = new SampleId(id),
            ["leaf"] = new Leaf { Name = "x" },
        };
        var read = RoundTrip(values);
        Assert.Equal(values.OrderBy(static pair => pair.Key), read.OrderBy(static pair => pair.Key));
        Assert.Equal(new byte[] { 1, 2 }, RoundTrip(new Dictionary<string, object> { ["b"] = new byte[] { 1, 2 } })["b"]);
    }

    [Fact]
    public void Write_UnknownKindOfValue_NamesTheType()
    {
        var exception = Assert.Throws<CodecNotFoundException>(() => RoundTrip(new Dictionary<string, object> { ["x"] = new Version(1, 0) }));
        Assert.Equal(typeof(Version), exception.Type);
    }

    [Fact]
    public async Task Set_InACalledMethod_DoesNotFlowBack()
    {
        RequestContext.Clear();
        RequestContext.Set("a", 1);
        var exported = RequestContext.Export();
        await ChangeAsync();
        Assert.Equal(1, RequestContext.Get("a"));
        Assert.Null(RequestContext.Get("b"));
        Assert.Same(exported, RequestContext.Export());

        static async Task ChangeAsync()
        {
            RequestContext.Set("a", 2);
            RequestContext.Set("b", 3);
            await Task.Yield();
            Assert.Equal(2, RequestContext.Get("a"));
        }
    }

    [Fact]
    public void Remove_LastValue_LeavesNothingToSend()
    {
        RequestContext.Clear();
        RequestContext.Set("a", 1);
        Assert.False(RequestContext.Remove("b"));
        Assert.True(RequestContext.Remove("a"));
        Assert.Null(RequestContext.Export());
    }

    private static Dictionary<string, object> RoundTrip(Dictionary<string, object> values)
    {
        using var buffer = new WireBuffer();
        var writer = new WireWriter(buffer);
        RequestContextSerializer.Write(ref writer, values);
        writer.Flush();
        var reader = new WireReader(buffer.ToArray());
        var result = RequestContextSerializer.Read(ref reader);
        Assert.Equal(0, reader.Remaining);
        return result;
    }
}
