using System.Collections.Immutable;

namespace FuncX.Actors.Contracts.Tests.Wire;

/// <summary>The check itself: it lets in what the rules list and nothing else.</summary>
[Trait("Category", "Contract")]
public class WireMembersTests
{
    [Theory]
    [InlineData(typeof(string))]
    [InlineData(typeof(byte[]))]
    [InlineData(typeof(ReadOnlyMemory<byte>))]
    [InlineData(typeof(TimeSpan?))]
    [InlineData(typeof(TaskState))]
    [InlineData(typeof(TaskId?))]
    [InlineData(typeof(List<Dictionary<string, TaskId>>))]
    [InlineData(typeof(ImmutableArray<TaskOutcome>))]
    public void IsAllowed_ListedKind_IsTrue(Type type) => Assert.True(WireMembers.IsAllowed(type));

    [Theory]
    [InlineData(typeof(object))]
    [InlineData(typeof(DateTime))]
    [InlineData(typeof(DayOfWeek))]
    [InlineData(typeof(int[,]))]
    [InlineData(typeof(HashSet<string>))]
    [InlineData(typeof(IReadOnlyList<string>))]
    [InlineData(typeof(ReadOnlyMemory<char>))]
    [InlineData(typeof(List<object>))]
    [InlineData(typeof((int, int)))]
    public void IsAllowed_OtherKind_IsFalse(Type type) => Assert.False(WireMembers.IsAllowed(type));
}
