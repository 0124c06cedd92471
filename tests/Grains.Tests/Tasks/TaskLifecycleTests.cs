using FsCheck;
using FsCheck.Fluent;
using FuncX.Actors.Grains.Tasks;

namespace FuncX.Actors.Grains.Tests.Tasks;

public class TaskLifecycleTests
{
    private const TaskState Rec = TaskState.Received, Ep = TaskState.WaitingForEndpoint, Node = TaskState.WaitingForNodes;
    private const TaskState Lau = TaskState.WaitingForLaunch, Run = TaskState.Running;
    private const TaskState Ok = TaskState.Success, Bad = TaskState.Failed, Can = TaskState.Cancelled;
    private const TaskEffects None = TaskEffects.None, Drop = TaskEffects.Ignore, Out = TaskEffects.RecordOutcome;

    // The whole table of docs/state-machines.md: for each event the step from each open state, in this order.
    private static readonly TaskState[] Open = [Rec, Ep, Node, Lau, Run];

    private static readonly Dictionary<TaskEvent, TaskStep[]> Table = new()
    {
        [TaskEvent.EndpointOnline] = [new(Node, None), new(Node, None), new(Node, None), new(Lau, None), new(Run, None)],
        [TaskEvent.EndpointOffline] = [new(Ep, None), new(Ep, None), new(Ep, None), new(Lau, None), new(Run, None)],
        [TaskEvent.HandedOut] = [new(Lau, None), new(Lau, None), new(Lau, None), new(Lau, Drop), new(Run, Drop)],
        [TaskEvent.Started] = [new(Run, None), new(Run, None), new(Run, None), new(Run, None), new(Run, None)],
        [TaskEvent.Returned] = [new(Rec, Drop), new(Ep, Drop), new(Node, Drop), new(Node, TaskEffects.Requeue), new(Run, Drop)],
        [TaskEvent.LostRetry] = [new(Rec, Drop), new(Ep, Drop), new(Node, Drop), new(Node, TaskEffects.RecordLoss | TaskEffects.Requeue), new(Node, TaskEffects.RecordLoss | TaskEffects.Requeue)],
        [TaskEvent.LostFinal] = [new(Rec, Drop), new(Ep, Drop), new(Node, Drop), new(Bad, TaskEffects.RecordLoss | Out), new(Bad, TaskEffects.RecordLoss | Out)],
        [TaskEvent.Succeeded] = [new(Ok, Out), new(Ok, Out), new(Ok, Out), new(Ok, Out), new(Ok, Out)],
        [TaskEvent.Failed] = [new(Bad, Out), new(Bad, Out), new(Bad, Out), new(Bad, Out), new(Bad, Out)],
        [TaskEvent.Cancelled] = [new(Can, Out), new(Can, Out), new(Can, Out), new(Can, Out | TaskEffects.StopAtAgent), new(Can, Out | TaskEffects.StopAtAgent)],
        [TaskEvent.Expired] = [new(Bad, Out), new(Bad, Out), new(Bad, Out), new(Lau, Drop), new(Run, Drop)],
    };

    [Fact]
    public void Apply_EveryOpenStateAndEvent_StepsAsTheTableSays()
    {
        Assert.Equal(Enum.GetValues<TaskEvent>().Order(), Table.Keys.Order());
        foreach (var (taskEvent, steps) in Table)
        {
            for (var i = 0; i < Open.Length; i++)
                Assert.Equal((Open[i], taskEvent, steps[i]), (Open[i], taskEvent, TaskLifecycle.Apply(Open[i], taskEvent)));
        }
    }

    [Fact]
    public void Apply_EndedTask_IgnoresEverything()
    {
        foreach (var state in new[] { Ok, Bad, Can })
        {
            foreach (var taskEvent in Enum.GetValues<TaskEvent>())
                Assert.Equal(new TaskStep(state, Drop), TaskLifecycle.Apply(state, taskEvent));
        }
    }

    [Fact]
    public void Apply_RandomSequences_RecordExactlyOneOutcomeAndRequeueOnlyLeased()
    {
        var sequences = Gen.Elements(Enum.GetValues<TaskEvent>()).ArrayOf(60).ToArbitrary();
        Prop.ForAll(sequences, events =>
        {
            var state = TaskState.Received;
            var outcomes = 0;
            foreach (var taskEvent in events)
            {
                var before = state;
                var step = TaskLifecycle.Apply(state, taskEvent);
                state = step.State;
                outcomes += step.Effects.HasFlag(TaskEffects.RecordOutcome) ? 1 : 0;
                Assert.True(!step.Effects.HasFlag(TaskEffects.Requeue) || TaskLifecycle.IsLeased(before));
                Assert.Equal(step.Effects.HasFlag(TaskEffects.Ignore), step.Effects.HasFlag(TaskEffects.Ignore) && state == before);
            }
            Assert.Equal(state.IsTerminal() ? 1 : 0, outcomes);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(1, false, 2, TaskEvent.LostRetry)]
    [InlineData(2, false, 2, TaskEvent.LostRetry)]
    [InlineData(3, false, 2, TaskEvent.LostFinal)]
    [InlineData(1, false, 0, TaskEvent.LostFinal)]
    [InlineData(1, true, 2, TaskEvent.LostFinal)]
    public void OnLost_AttemptAndLimits_SaysRetryOrEnd(int attempt, bool atMostOnce, int maxRetries, TaskEvent expected) =>
        Assert.Equal(expected, RetryPolicy.OnLost(attempt, atMostOnce, maxRetries));

    [Fact]
    public void WireNames_EveryState_ReadBack()
    {
        foreach (var state in Enum.GetValues<TaskState>())
        {
            Assert.True(TaskStates.TryParse(state.ToWireName().ToUpperInvariant(), out var read));
            Assert.Equal(state, read);
        }
        Assert.False(TaskStates.TryParse("asleep", out _));
        Assert.False(TaskStates.TryParse(null, out _));
    }
}
