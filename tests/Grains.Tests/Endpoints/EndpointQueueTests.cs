using FsCheck;
using FsCheck.Fluent;
using FuncX.Actors.Grains.Endpoints;

namespace FuncX.Actors.Grains.Tests.Endpoints;

public class EndpointQueueTests
{
    private static readonly EndpointOptions Small = new() { WindowTasks = 4, RefillBelowTasks = 2, RefillBatchTasks = 3, WindowBytes = 1_000_000 };

    [Fact]
    public void Take_OneUser_FirstInFirstOut()
    {
        var queue = new EndpointQueue(new EndpointOptions());
        foreach (var sequence in new long[] { 3, 1, 2 })
            queue.Enqueue(Sample.Queued(sequence));

        Assert.Equal([1, 2, 3], queue.Take(10, long.MaxValue).Select(t => t.Task.Sequence));
        Assert.Equal(0, queue.Count);
    }

    [Fact]
    public void Take_TwoUsers_TakeTurns()
    {
        var queue = new EndpointQueue(new EndpointOptions());
        for (var i = 1; i <= 100; i++)
            queue.Enqueue(Sample.Queued(i, "ann"));
        queue.Enqueue(Sample.Queued(101, "bob"));

        Assert.Contains("bob", queue.Take(2, long.MaxValue).Select(t => t.Task.User));
    }

    [Fact]
    public void Take_TurnGoesOn_AcrossCalls()
    {
        var queue = new EndpointQueue(new EndpointOptions());
        for (var i = 1; i <= 6; i++)
            queue.Enqueue(Sample.Queued(i, i % 2 == 0 ? "ann" : "bob"));

        var users = Enumerable.Range(0, 6).Select(_ => queue.Take(1, long.MaxValue)[0].Task.User).ToList();

        Assert.Equal(3, users.Count(u => u == "ann"));
        Assert.NotEqual(users[0], users[1]);
        Assert.NotEqual(users[2], users[3]);
    }

    [Fact]
    public void Take_LowerPriorityNumber_GoesFirst()
    {
        var queue = new EndpointQueue(new EndpointOptions());
        queue.Enqueue(Sample.Queued(1, priority: 9));
        queue.Enqueue(Sample.Queued(2, priority: 0));

        Assert.Equal([2, 1], queue.Take(10, long.MaxValue).Select(t => t.Task.Sequence));
    }

    [Fact]
    public void Take_LargeArguments_StopAtTheBoundButGiveAtLeastOne()
    {
        var queue = new EndpointQueue(new EndpointOptions());
        for (var i = 1; i <= 3; i++)
            queue.Enqueue(Sample.Queued(i, payload: new byte[1_000]));

        Assert.Single(queue.Take(10, 10));
        Assert.Single(queue.Take(10, 2_000));
        Assert.Single(queue.Take(10, 5_000));
    }

    [Fact]
    public void Enqueue_Twice_IsOnce()
    {
        var queue = new EndpointQueue(new EndpointOptions());
        var task = Sample.Queued(1);
        queue.Enqueue(task);
        queue.Enqueue(task);

        Assert.Single(queue.Take(10, long.MaxValue));
    }

    [Fact]
    public void Enqueue_FullWindow_LeavesTheRestToTheDatabase()
    {
        var queue = new EndpointQueue(Small);
        for (var i = 1; i <= 10; i++)
            queue.Enqueue(Sample.Queued(i));

        Assert.Equal(4, queue.Count);
        Assert.True(queue.HasMore);
        Assert.Empty(queue.DueRefills(reconcile: false)); // the window is above its low-water mark
        queue.Take(3, long.MaxValue);
        Assert.Single(queue.DueRefills(reconcile: false));
        Assert.Empty(queue.DueRefills(reconcile: true)); // the read is on its way
    }

    [Fact]
    public void Reconcile_QuietLine_IsReadOnlyIfTheDatabaseHoldsMore()
    {
        var queue = new EndpointQueue(new EndpointOptions()) { Floor = 100 };
        queue.Enqueue(Sample.Queued(110));
        var read = Assert.Single(queue.DueRefills(reconcile: true));
        Assert.Equal(100, read.After); // not from the beginning of time: what had ended before this owner is not walked again
        queue.Refilled(read, [], 1, 110);
        queue.Take(1, long.MaxValue);

        Assert.Empty(queue.DueRefills(reconcile: true));
        queue.Open(5, "ann", 50, isLeased: true);
        Assert.Empty(queue.DueRefills(reconcile: true));
        queue.Open(5, "ann", 50, isLeased: false);
        Assert.Single(queue.DueRefills(reconcile: false));
    }

    [Fact]
    public void Refill_NoticeDroppedWhileReading_ReadsAgain()
    {
        var queue = new EndpointQueue(Small);
        queue.Open(5, "ann", 0, isLeased: false);
        var read = Assert.Single(queue.DueRefills(reconcile: false));
        queue.Enqueue(Sample.Queued(7)); // committed after the read's snapshot, dropped because the lane is behind

        queue.Refilled(read, [], 0, 0);

        var again = Assert.Single(queue.DueRefills(reconcile: false));
        queue.Refilled(again, [Sample.Waiting(7)], 1, 7);
        Assert.Equal([7], queue.Take(10, long.MaxValue).Select(t => t.Task.Sequence));
    }

    [Fact]
    public void Enqueue_NoticeAfterTheReadingThatSawTheTask_IsDropped()
    {
        var queue = new EndpointQueue(new EndpointOptions());
        queue.Open(5, "ann", 0, isLeased: false);
        queue.Refilled(Assert.Single(queue.DueRefills(reconcile: false)), [Sample.Waiting(7)], 1, 7);
        var taken = Assert.Single(queue.Take(1, long.MaxValue)); // it is handed out, and ends

        queue.Enqueue(taken.Task);

        Assert.Empty(queue.Take(1, long.MaxValue));
    }

    [Fact]
    public void Refill_DeepReading_FindsAnOlderSequenceCommittedLate()
    {
        var queue = new EndpointQueue(new EndpointOptions()) { Floor = 5 };
        queue.Enqueue(Sample.Queued(11));
        queue.Refilled(Assert.Single(queue.DueRefills(reconcile: true)), [], 1, 11);
        Assert.Empty(queue.DueRefills(reconcile: true));

        var deep = Assert.Single(queue.DueRefills(reconcile: true, deep: true));
        Assert.Equal(5, deep.After);
        queue.Refilled(deep, [Sample.Waiting(10)], 2, 11);

        Assert.Equal([10, 11], queue.Take(10, long.MaxValue).Select(t => t.Task.Sequence));
    }

    [Fact]
    public void Refill_Failed_IsDueAgain()
    {
        var queue = new EndpointQueue(Small);
        queue.Open(5, "ann", 0, isLeased: false);
        var read = Assert.Single(queue.DueRefills(reconcile: false));

        queue.RefillFailed(read);

        Assert.Single(queue.DueRefills(reconcile: false));
    }

    [Fact]
    public void Remove_QueuedTask_IsNotTaken()
    {
        var queue = new EndpointQueue(new EndpointOptions());
        var tasks = Enumerable.Range(1, 5).Select(i => Sample.Queued(i)).ToList();
        tasks.ForEach(queue.Enqueue);

        Assert.NotNull(queue.Remove(tasks[2].Spec.Id));
        Assert.Null(queue.Remove(tasks[2].Spec.Id));
        Assert.Equal([1, 2, 4, 5], queue.Take(10, long.MaxValue).Select(t => t.Task.Sequence));
    }

    [Fact]
    public void Requeue_LostTask_KeepsItsPlaceAndNextAttempt()
    {
        var queue = new EndpointQueue(new EndpointOptions());
        for (var i = 1; i <= 3; i++)
            queue.Enqueue(Sample.Queued(i));
        var first = queue.Take(1, long.MaxValue)[0];

        queue.Requeue(first with { NextAttempt = 2 });

        var taken = queue.Take(10, long.MaxValue);
        Assert.Equal([1, 2, 3], taken.Select(t => t.Task.Sequence));
        Assert.Equal([2, 1, 1], taken.Select(t => t.NextAttempt));
    }

    [Fact]
    public void Marks_NothingVerified_StayPut()
    {
        var queue = new EndpointQueue(new EndpointOptions());
        queue.Enqueue(Sample.Queued(40));
        queue.Take(1, long.MaxValue);

        Assert.Equal(0, Assert.Single(queue.Marks((_, _) => null)).Mark);
    }

    [Fact]
    public void Marks_AfterACompleteReading_StopBelowWhatIsOpen()
    {
        var queue = new EndpointQueue(new EndpointOptions()) { Floor = 15 };
        queue.Open(5, "ann", 0, isLeased: false);
        var read = Assert.Single(queue.DueRefills(reconcile: false));
        queue.Refilled(read, [Sample.Waiting(10), Sample.Waiting(20)], 2, 20);

        Assert.Equal(9, Assert.Single(queue.Marks((_, _) => null)).Mark);
        queue.Take(1, long.MaxValue);
        Assert.Equal(9, Assert.Single(queue.Marks((_, _) => 10)).Mark); // 10 is leased, not started
        Assert.Equal(15, Assert.Single(queue.Marks((_, _) => null)).Mark); // an older sequence may still be committed above the floor
        queue.Floor = 1_000;
        Assert.Equal(19, Assert.Single(queue.Marks((_, _) => null)).Mark);
        queue.Take(1, long.MaxValue);
        Assert.Equal(20, Assert.Single(queue.Marks((_, _) => null)).Mark);
    }

    /// <summary>A model of the database beside the queue: whatever the order of notices, takes and readings, each task is handed out once, in order per user.</summary>
    [Fact]
    public void RandomOperations_EveryTaskLeavesOnceAndInOrder()
    {
        var steps = Gen.Choose(0, 5).ArrayOf(200).ToArbitrary();
        Prop.ForAll(steps, operations =>
        {
            var queue = new EndpointQueue(Small);
            var open = new SortedDictionary<long, QueuedTask>();
            var taken = new List<long>();
            long next = 1;
            foreach (var operation in operations)
            {
                if (operation <= 2)
                {
                    var task = Sample.Queued(next);
                    open.Add(next++, task);
                    if (operation != 2) // 2: the notice is lost
                        queue.Enqueue(task);
                }
                else if (operation == 3)
                {
                    Take(queue, open, taken, 2);
                }
                else
                {
                    Refill(queue, open, reconcile: operation == 5);
                }
            }
            for (var i = 0; i < 300 && open.Count > 0; i++)
            {
                Refill(queue, open, reconcile: true);
                Take(queue, open, taken, 10);
            }
            Assert.Empty(open);
            Assert.Equal(taken.Distinct().Count(), taken.Count);
        }).QuickCheckThrowOnFailure();

        static void Take(EndpointQueue queue, SortedDictionary<long, QueuedTask> open, List<long> taken, int credits)
        {
            foreach (var task in queue.Take(credits, long.MaxValue))
            {
                Assert.True(open.Remove(task.Task.Sequence)); // it ends at once
                taken.Add(task.Task.Sequence);
            }
        }

        static void Refill(EndpointQueue queue, SortedDictionary<long, QueuedTask> open, bool reconcile)
        {
            if (reconcile && open.Count > 0)
                queue.Open(5, "ann", 0, isLeased: false);
            foreach (var read in queue.DueRefills(reconcile))
            {
                var rows = open.Where(t => t.Key > read.After).Take(read.Limit).Select(t => new WaitingTask(t.Value, 1)).ToList();
                queue.Refilled(read, rows, rows.Count, rows.Count == 0 ? read.After : rows[^1].Task.Sequence);
            }
        }
    }
}
