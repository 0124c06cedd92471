using FuncX.Actors.Runtime.Codegen;
using FuncX.Actors.Runtime.Tests.Serialization;
using Orleans.Serialization.Invocation;

namespace FuncX.Actors.Runtime.Tests.Codegen;

public sealed class GeneratedCallTests
{
    private static readonly SampleGrain Target = new(null!, TimeProvider.System);

    [Fact]
    public async Task Proxy_EachReturnShape_SendsItsRequest()
    {
        var sender = new RecordingSender { Result = 5 };
        var proxy = NewProxy<ISample>(sender);
        Assert.Equal(5, await proxy.AddAsync(2, 3));
        Assert.Equal("AddAsync(2, 3)", sender.Last);
        sender.Result = new Leaf { Name = "x" };
        Assert.Equal("x", (await proxy.EchoAsync(null, CancellationToken.None))!.Name);
        await proxy.StoreAsync([1], new Frozen { Data = [] }, []);
        Assert.Equal(3, sender.LastRequest!.GetArgumentCount());
        await proxy.PingAsync();
        Assert.Equal(("test.ISample", "PingAsync"), (sender.LastRequest.GetInterfaceName(), sender.LastRequest.GetMethodName()));
        Assert.False(sender.WasOneWay);
        await proxy.TellAsync("event");
        Assert.True(sender.WasOneWay);
    }

    [Fact]
    public async Task Proxy_CancellationToken_ReachesTheSender()
    {
        using var source = new CancellationTokenSource();
        var sender = new RecordingSender();
        await NewProxy<ISample>(sender).EchoAsync(null, source.Token);
        Assert.Equal(source.Token, sender.LastToken);
    }

    [Fact]
    public async Task Proxy_FailedCall_ThrowsTheFailure()
    {
        var sender = new RecordingSender { Failure = new TooLargeException("big", 1) };
        await Assert.ThrowsAsync<TooLargeException>(() => NewProxy<ISample>(sender).AddAsync(1, 1));
    }

    [Fact]
    public void Observer_VoidMethod_IsOneWay()
    {
        var sender = new RecordingSender();
        NewProxy<ISampleObserver>(sender).OnChanged(new SampleId(Guid.NewGuid()), [1]);
        Assert.True(sender.WasOneWay);
        Assert.True(sender.LastRequest!.Method.IsOneWay);
        Assert.True(sender.LastRequest.Method.Interface.IsObserver);
    }

    [Fact]
    public async Task InvokeAsync_AfterTheWire_CallsTheMethod()
    {
        var method = Method<ISample>("AddAsync");
        var request = method.CreateRequest();
        request.SetArgument(0, 2);
        request.SetArgument(1, 40);
        var arrived = OverTheWire(request);
        using var response = await arrived.InvokeAsync(Target, CancellationToken.None);
        Assert.Equal(42, response.GetResult<int>());
        Assert.Equal(42, Assert.IsType<Response<int>>(response, exactMatch: false).TypedResult);
        Assert.Equal(42, response.Result);
        Assert.Throws<InvalidCastException>(() => request.SetArgument(0, "no"));
        Assert.Throws<ArgumentOutOfRangeException>(() => request.GetArgument(2));
    }

    [Fact]
    public async Task InvokeAsync_EachReturnShape_Works()
    {
        using var ping = await Method<ISample>("PingAsync").CreateRequest().InvokeAsync(Target, default);
        Assert.Same(Response.Completed, ping);
        var echo = Method<ISample>("EchoAsync").CreateRequest();
        echo.SetArgument(0, new Leaf { Name = "x" });
        using var leaf = await echo.InvokeAsync(Target, default);
        Assert.Equal("x", leaf.GetResult<Leaf>().Name);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await echo.InvokeAsync(Target, new CancellationToken(canceled: true)));
        var store = Method<ISample>("StoreAsync").CreateRequest();
        using var stored = await store.InvokeAsync(Target, default);
        Assert.Null(stored.Result);
    }

    [Fact]
    public void ReadArguments_MissingOnes_StayDefault()
    {
        var request = Method<ISample>("StoreAsync").CreateRequest();
        var reader = new WireReader([]);
        request.ReadArguments(ref reader);
        Assert.Null(request.GetArgument(0));
    }

    [Fact]
    public void CopyArguments_SharesOnlyWhatIsImmutable()
    {
        byte[] data = [1];
        var frozen = new Frozen { Data = [2] };
        var leaves = new List<Leaf> { new() { Name = "x", Data = [3] } };
        var request = Method<ISample>("StoreAsync").CreateRequest();
        request.SetArgument(0, data);
        request.SetArgument(1, frozen);
        request.SetArgument(2, leaves);
        request.CopyArguments();
        Assert.Same(data, request.GetArgument(0));
        Assert.Same(frozen, request.GetArgument(1));
        var copied = Assert.IsType<List<Leaf>>(request.GetArgument(2));
        Assert.NotSame(leaves[0].Data, copied[0].Data);
        Assert.Equal(leaves[0].Data, copied[0].Data);
    }

    [Fact]
    public async Task ObserverArgument_AfterTheWire_IsACallableReference()
    {
        var sender = new RecordingSender();
        var observer = NewProxy<ISampleObserver>(sender);
        var request = Method<ISample>("watch").CreateRequest();
        request.SetArgument(0, observer);
        request.CopyArguments();
        Assert.Same(observer, request.GetArgument(0));
        var grain = new SampleGrain(null!, TimeProvider.System);
        using var response = await OverTheWire(request, sender).InvokeAsync(grain, default);
        var arrived = Assert.IsType<ISampleObserver>(grain.LastObserver, exactMatch: false);
        Assert.NotSame(observer, arrived);
        Assert.Equal(observer, arrived);
        arrived.OnChanged(default, []);
        Assert.True(sender.WasOneWay);
    }

    [Fact]
    public void AsReference_OfAProxy_SpeaksTheOtherInterface()
    {
        var proxy = NewProxy<ISample>(new RecordingSender());
        var cast = proxy.AsReference<ISampleObserver>();
        Assert.Equal(proxy.GetGrainId(), cast.GetGrainId());
        Assert.Same(proxy, proxy.AsReference<IBase>());
    }

    [Fact]
    public void Facts_OfMethods_ComeFromTheirAttributes()
    {
        Assert.Equal(TimeSpan.FromMinutes(1), Method<ISample>("StoreAsync").ResponseTimeout);
        Assert.Null(Method<ISample>("AddAsync").ResponseTimeout);
        Assert.True(Method<ISample>("watch").AlwaysInterleave);
        Assert.True(Method<ISample>("EchoAsync").IsCancellable);
        Assert.True(Method<ISample>("TellAsync").IsOneWay);
        Assert.Equal(typeof(int), Method<ISample>("AddAsync").ResultType);
        Assert.Equal(typeof(ISample).GetMethod("WatchAsync"), Method<ISample>("watch").MethodInfo);
        Assert.Equal(typeof(IBase).GetMethod("PingAsync"), Method<ISample>("PingAsync").MethodInfo);
    }

    [Fact]
    public void MethodId_IsTheStartOfTheHashOfItsName()
    {
        var hash = System.Security.Cryptography.SHA256.HashData("test.ISample/watch"u8);
        var method = Method<ISample>("watch");
        Assert.Equal(BitConverter.ToUInt64(hash), method.Id);
        Assert.Same(method, CodegenRegistry.TryGetMethod(method.Id));
        Assert.Same(method.Interface, CodegenRegistry.TryGetInterface("test.ISample"));
    }

    [Fact]
    public void CopyResult_MutableValue_IsIsolated()
    {
        var leaf = new Leaf { Name = "x", Data = [1] };
        using var response = Response.FromResult(leaf);
        Assert.NotSame(leaf, response.CopyResult().GetResult<Leaf>());
        using var text = Response.FromResult("a");
        Assert.Same(text, text.CopyResult());
        using var none = Response.FromResult<Leaf?>(null);
        Assert.Null(none.CopyResult().GetResult<Leaf?>());
        using var failed = Response.FromException(new TimeoutException("late"));
        Assert.Throws<TimeoutException>(() => failed.GetResult<int>());
    }

    private static GrainMethod Method<T>(string name) => CodegenRegistry.GetInterface(typeof(T)).Methods.Single(method => method.Name == name);

    private static T NewProxy<T>(ICallSender sender)
        => (T)(object)CodegenRegistry.GetInterface(typeof(T)).CreateProxy().Bind(GrainId.Create("sample", "k1"), sender);

    private static GrainRequest OverTheWire(GrainRequest request, ICallSender? sender = null)
    {
        using var buffer = new WireBuffer();
        var writer = new WireWriter(buffer);
        request.WriteArguments(ref writer);
        writer.Flush();
        var reader = new WireReader(buffer.ToArray(), sender);
        var result = request.Method.CreateRequest();
        result.ReadArguments(ref reader);
        Assert.Equal(0, reader.Remaining);
        return result;
    }
}
