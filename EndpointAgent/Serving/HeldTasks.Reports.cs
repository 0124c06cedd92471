namespace FuncX.Actors.EndpointAgent.Serving;

/// <summary>What the service is told: inventories and reports.</summary>
internal sealed partial class HeldTasks
{
    /// <summary>Everything in the agent's hands.</summary>
    /// <param name="running">Tasks that run now.</param>
    public Inventory TakeInventory(IReadOnlySet<TaskId> running)
    {
        lock (_gate)
        {
            List<InventoryEntry> entries = [];
            foreach (var held in _held.Values)
            {
                var isRunning = running.Contains(held.Task.Id);
                entries.Add(new()
                {
                    Task = held.Task.Id,
                    Attempt = held.Task.Attempt,
                    State = isRunning ? InventoryState.Running : InventoryState.Queued,
                    StartedAt = isRunning ? held.SentAt : null,
                    Worker = isRunning ? held.Worker : null,
                });
            }
            entries.AddRange(_outcomes.Select(o => new InventoryEntry { Task = o.Task, Attempt = o.Attempt, State = InventoryState.Unreported, StartedAt = o.StartedAt, Worker = o.Worker }));
            entries.AddRange(_lost.Select(l => new InventoryEntry { Task = l.Task, Attempt = l.Attempt, State = InventoryState.Interrupted, Worker = l.Worker, Reason = l.Reason }));
            return new([.. entries], [.. _lost], [.. _returned]);
        }
    }

    /// <summary>The service has taken an inventory.</summary>
    /// <param name="told">What was in it.</param>
    /// <param name="discarded">Tasks that ended meanwhile; the pool is told apart.</param>
    public void Confirm(Inventory told, IReadOnlyCollection<TaskId> discarded)
    {
        lock (_gate)
        {
            _lost.RemoveAll(told.Losses.Contains);
            _returned.RemoveAll(told.Returned.Contains);
            var gone = discarded.ToHashSet();
            for (var node = _outcomes.First; node is not null;)
            {
                var next = node.Next;
                if (gone.Contains(node.Value.Task))
                {
                    _outboxBytes -= OutcomeReports.SizeOf(node.Value);
                    _unreported.Remove(node.Value.Task);
                    _outcomes.Remove(node);
                }
                node = next;
            }
            _spool.Settle([.. told.Losses.Select(l => l.Task), .. told.Returned, .. discarded]);
        }
        Cancel(discarded);
        _spool.NoteTold();
        _spool.Flush();
    }

    /// <summary>Takes the next report, null if there is nothing to say. <see cref="Acknowledge"/> or <see cref="PutBack"/> must follow.</summary>
    public ReportRequest? TakeReport()
    {
        lock (_gate)
        {
            List<OutcomeReport> outcomes = [];
            var bytes = 0;
            while (_outcomes.First is { } node && outcomes.Count < _options.ReportEntries)
            {
                var size = OutcomeReports.SizeOf(node.Value);
                if (outcomes.Count > 0 && bytes + size > _options.ReportBytes)
                    break;
                bytes += size;
                outcomes.Add(node.Value);
                _outcomes.RemoveFirst();
            }
            if (outcomes.Count == 0 && _lost.Count == 0 && _returned.Count == 0 && _started.Count == 0)
                return null;
            _isReporting = true;
            // A large result fills its message: the rest comes with the next.
            if (bytes > _options.ReportBytes)
                return new ReportRequest { Outcomes = [.. outcomes], Started = [], Lost = [], Returned = [] };
            var report = new ReportRequest { Outcomes = [.. outcomes], Started = [.. _started], Lost = [.. _lost], Returned = [.. _returned] };
            _started.Clear();
            _lost.Clear();
            _returned.Clear();
            return report;
        }
    }

    /// <summary>The service has the report for good.</summary>
    public void Acknowledge(ReportRequest report)
    {
        lock (_gate)
        {
            _isReporting = false;
            foreach (var outcome in report.Outcomes)
            {
                _outboxBytes -= OutcomeReports.SizeOf(outcome);
                _unreported.Remove(outcome.Task);
            }
            // What came back meanwhile as a new attempt keeps its start and its outcome.
            var settled = report.Outcomes.Select(o => o.Task).Concat(report.Lost.Select(l => l.Task)).Concat(report.Returned);
            _spool.Settle([.. settled.Where(t => !_held.ContainsKey(t) && !_unreported.Contains(t))]);
        }
        _spool.Flush();
    }

    /// <summary>The report did not get through, or nobody knows.</summary>
    public void PutBack(ReportRequest report)
    {
        lock (_gate)
        {
            _isReporting = false;
            foreach (var outcome in report.Outcomes.Reverse())
                _outcomes.AddFirst(outcome);
            // A task that came again as a new attempt shows that the service knows the end of the one before.
            _lost.InsertRange(0, report.Lost.Where(l => !_held.ContainsKey(l.Task)));
            _returned.InsertRange(0, report.Returned.Where(t => !_held.ContainsKey(t)));
            _started.InsertRange(0, report.Started);
        }
        Reportable.Set();
    }
}
