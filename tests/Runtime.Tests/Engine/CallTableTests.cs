using FuncX.Actors.Runtime.Codegen;
using FuncX.Actors.Runtime.Messaging;
using FuncX.Actors.Runtime.Tests.Serialization;

namespace FuncX.Actors.Runtime.Tests.Engine;

public sealed class CallTableTests
{
    [Fact]
    public void Number_OfAnEndedCall_NeverFindsItsSuccessorInTheSlot()
    {
        var table = new CallTable();
        var first = Call();
        Assert.True(table.TryAdd(first, out _));
        Assert.Same(first, table.Remove(first.Number));
        var second = Call();
        Assert.True(table.TryAdd(second, out _));
        Assert.Equal((uint)first.Number, (uint)second.Number);
        Assert.Null(table.Remove(first.Number));
        Assert.Same(second, table.Remove(second.Number));
        Assert.Equal(0, table.Count);
    }

    [Fact]
    public void Table_Full_RefusesTheNextCall()
    {
        var table = new CallTable(capacity: 1);
        Assert.True(table.TryAdd(Call(), out _));
        Assert.False(table.TryAdd(Call(), out var error));
        Assert.IsType<LimitExceededException>(error);
    }

    [Fact]
    public async Task Table_Closed_FailsEveryCallWithAnErrorOfItsOwn()
    {
        var table = new CallTable();
        var calls = Enumerable.Range(0, 40).Select(_ => Call()).ToArray();
        Assert.All(calls, call => Assert.True(table.TryAdd(call, out _)));
        table.Close(static () => new SiloUnavailableException("gone"));
        var errors = new List<Exception>();
        foreach (var call in calls) errors.Add(await Assert.ThrowsAsync<SiloUnavailableException>(() => call.Task.WaitAsync(TestSilo.Bound)));
        Assert.Equal(40, errors.Distinct(ReferenceEqualityComparer.Instance).Count());
        Assert.False(table.TryAdd(Call(), out _));
    }

    [Fact]
    public void Table_UnderAnySequence_AgreesWithADictionary()
    {
        Properties.Hold<byte[]>(Compare);
    }

    private static void Compare(byte[] sequence)
    {
        var table = new CallTable();
        var model = new Dictionary<ulong, PendingCall>();
        var ended = new List<ulong>();
        foreach (var step in sequence.Select(static value => value % 10))
        {
            if (step < 5)
            {
                var call = Call();
                Assert.True(table.TryAdd(call, out _));
                model.Add(call.Number, call);
            }
            else if (step < 9 && model.Count > 0)
            {
                var (number, call) = model.ElementAt(step % model.Count);
                Assert.Same(call, table.Remove(number));
                model.Remove(number);
                ended.Add(number);
            }
            else
            {
                Assert.All(ended, number => Assert.Null(table.Remove(number)));
            }
            Assert.Equal(model.Count, table.Count);
        }
    }

    private static PendingVoidCall Call() =>
        new(CodegenRegistry.GetInterface(typeof(IProbeGrain)).Methods[0].CreateRequest(), GrainId.Create("a", "b"), default, null);
}
