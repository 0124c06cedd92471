using FuncX.Actors.Contracts.Tests.Snapshots;
using FuncX.Actors.Contracts.Tests.Support;
using FuncX.Actors.Grains.Tasks;

namespace FuncX.Actors.Contracts.Tests.Docs;

/// <summary>docs/state-machines.md says what the code does.</summary>
[Trait("Category", "Contract")]
public class TaskLifecycleTableTests
{
    private static readonly TaskState[] Open = [.. Enum.GetValues<TaskState>().Where(static s => !s.IsTerminal())];

    // In the order of the document: the loss is recorded before the task may be handed out again.
    private static readonly (TaskEffects Effect, string Name)[] Effects =
        [(TaskEffects.RecordLoss, "loss"), (TaskEffects.RecordOutcome, "outcome"), (TaskEffects.Requeue, "requeue"), (TaskEffects.StopAtAgent, "stop")];

    [Fact]
    public void Table_OfTheDocument_EqualsTheCode()
    {
        var actual = MarkdownTable.Below(Repository.Read("docs/state-machines.md"), "## Task").Select(static row => string.Join(" | ", row)).ToArray();
        string[] head = ["event", .. Open.Select(static s => s.ToWireName())];
        var expected = Enum.GetValues<TaskEvent>().Select(static e => string.Join(" | ", [e.ToString(), .. Open.Select(s => Cell(s, TaskLifecycle.Apply(s, e)))]));
        Violations.None("docs/state-machines.md and TaskLifecycle differ (+ is what the code does).", Snapshot.Difference(actual, [string.Join(" | ", head), .. expected]));
    }

    [Fact]
    public void EndedTask_EveryEvent_IsDroppedAsTheDocumentSays() =>
        Assert.All(
            from state in Enum.GetValues<TaskState>()
            where state.IsTerminal()
            from taskEvent in Enum.GetValues<TaskEvent>()
            select (state, step: TaskLifecycle.Apply(state, taskEvent)),
            static pair => Assert.Equal(new TaskStep(pair.state, TaskEffects.Ignore), pair.step));

    /// <summary><c>drop</c>, <c>stay</c>, or the next state and the effects in the order in which the shell applies them.</summary>
    private static string Cell(TaskState before, TaskStep step)
    {
        if (step.Effects == TaskEffects.Ignore)
            return "drop";
        var effects = Effects.Where(e => step.Effects.HasFlag(e.Effect)).ToArray();
        Assert.Equal(step.Effects, effects.Aggregate(TaskEffects.None, static (all, e) => all | e.Effect));
        var state = step.State == before && step.Effects == TaskEffects.None ? "stay" : step.State.ToWireName();
        return string.Join(" + ", [state, .. effects.Select(static e => e.Name)]);
    }
}
