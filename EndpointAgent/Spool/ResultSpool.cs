using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace FuncX.Actors.EndpointAgent.Spool;

/// <summary>The agent's outbox and start journal on disk: outcomes stay until the service has them, starts until their task has ended. Survives <c>kill -9</c>; not synced, so a crash of the machine may cost its tail.</summary>
internal sealed partial class ResultSpool : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SpoolOptions _options;
    private readonly ILogger _log;
    private readonly Dictionary<TaskId, Entry> _entries = [];
    private readonly LinkedList<Segment> _segments = new();
    private readonly MemoryStream _unwritten = new();
    private SafeFileHandle? _file;
    private string? _problem;
    private bool _isTold;
    private bool _isMarked;

    private ResultSpool(SpoolOptions options, ILogger log)
    {
        _options = options;
        _log = log;
    }

    /// <summary>The journal is known to hold every start of the agent before this one; false at the very first start too.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Why nothing more should be taken on, or null.</summary>
    public string? Problem
    {
        get
        {
            lock (_gate)
                return _problem ?? (TotalBytes > _options.MaxBytes ? $"The spool in {_options.Directory} holds {TotalBytes >> 20} MiB of unreported results, the limit is {_options.MaxBytes >> 20} MiB." : null);
        }
    }

    /// <summary>Bytes on disk.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
                return TotalBytes;
        }
    }

    /// <summary>Outcomes that are not settled, oldest first.</summary>
    public IReadOnlyList<OutcomeReport> Outcomes
    {
        get
        {
            lock (_gate)
                return [.. _entries.Values.Where(e => e.Outcome is not null).OrderBy(e => e.Order).Select(e => e.Outcome!)];
        }
    }

    /// <summary>Starts that are not settled and have no outcome.</summary>
    public IReadOnlyList<SpooledStart> Starts
    {
        get
        {
            lock (_gate)
                return [.. _entries.Values.Where(e => e.Outcome is null).OrderBy(e => e.Order).Select(e => e.Start!)];
        }
    }

    private long TotalBytes => _segments.Sum(s => s.Bytes) + _unwritten.Position;

    /// <summary>Opens the folder and reads what the agent before this one left.</summary>
    /// <exception cref="IOException">The folder cannot be read or written.</exception>
    /// <exception cref="UnauthorizedAccessException">So by its permissions.</exception>
    public static ResultSpool Open(SpoolOptions options, ILogger log)
    {
        var spool = new ResultSpool(options, log);
        Directory.CreateDirectory(options.Directory);
        spool.Load();
        spool.OpenSegment();
        spool.Compact(1);
        spool.Flush();
        if (spool._problem is null)
        {
            RandomAccess.FlushToDisk(spool._file!);
            spool.DeleteEmpty();
        }
        return spool;
    }

    /// <summary>Notes a start; <see cref="Flush"/> writes it.</summary>
    public void AddStart(SpooledStart start)
    {
        lock (_gate)
            Put(new() { Start = start });
    }

    /// <summary>Notes an outcome; <see cref="Flush"/> writes it.</summary>
    public void AddOutcome(OutcomeReport outcome)
    {
        lock (_gate)
            Put(new() { Outcome = outcome });
    }

    /// <summary>Notes that the service has taken these tasks' outcomes, or that they are no longer this agent's; <see cref="Flush"/> writes it.</summary>
    public void Settle(IReadOnlyCollection<TaskId> tasks)
    {
        lock (_gate)
        {
            var known = tasks.Where(_entries.ContainsKey).ToArray();
            if (known.Length == 0)
                return;
            foreach (var task in known)
                Remove(task);
            SpoolRecord.Write(_unwritten, SpoolRecord.Kind.Settled, known, static (writer, ids) =>
            {
                writer.Write(ids.Length);
                foreach (var id in ids)
                    writer.Write(id.Value.ToByteArray());
            });
        }
    }

    /// <summary>Writes what was noted, in one call. A failure is kept in <see cref="Problem"/>, and the next flush tries again.</summary>
    /// <returns>Everything that was noted is written.</returns>
    public bool Flush()
    {
        lock (_gate)
        {
            if (_unwritten.Position == 0 && _problem is null)
                return true;
            try
            {
                WriteOut();
                if (_segments.Last!.Value.Bytes >= _options.SegmentBytes)
                {
                    OpenSegment();
                    Compact(_options.MaxSegments);
                    WriteOut();
                    RandomAccess.FlushToDisk(_file!); // moved entries must be safe before their old segment goes
                    DeleteEmpty();
                }
                if (_problem is not null)
                    LogRecovered();
                _problem = null;
                Mark(_isTold);
                return true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                Mark(false);
                if (_problem is null)
                    LogFailed(_options.Directory, e.Message);
                _problem = $"Results cannot be written to {_options.Directory}: {e.Message} No new tasks are taken until it works.";
                return false;
            }
        }
    }

    /// <summary>The service has heard what this spool knows: from now on it knows every start that matters.</summary>
    public void NoteTold()
    {
        lock (_gate)
        {
            _isTold = true;
            Mark(_problem is null);
        }
    }

    /// <summary>Writes everything, syncs it to disk and marks it complete.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_file is null)
                return;
            SpoolRecord.Write(_unwritten, SpoolRecord.Kind.Closed, 0, static (_, _) => { });
            Flush();
            if (_problem is null)
                RandomAccess.FlushToDisk(_file);
            _file.Dispose();
            _file = null;
        }
    }

    private void Put(Entry entry)
    {
        Remove(entry.Task);
        entry.Order = ++_order;
        entry.Segment = _segments.Last!.Value;
        entry.Segment.Live++;
        _entries[entry.Task] = entry;
        if (entry.Outcome is not null)
            SpoolRecord.Write(_unwritten, SpoolRecord.Kind.Outcome, entry.Outcome, SpoolRecord.WriteOutcome);
        else
            SpoolRecord.Write(_unwritten, SpoolRecord.Kind.Start, entry.Start!, SpoolRecord.WriteStart);
    }

    private void Remove(TaskId task)
    {
        if (_entries.Remove(task, out var entry))
            entry.Segment.Live--;
    }

    private void WriteOut()
    {
        if (_unwritten.Position == 0 || _file is null)
            return;
        var segment = _segments.Last!.Value;
        var bytes = _unwritten.GetBuffer().AsSpan(0, (int)_unwritten.Position);
        _options.Write(_file, bytes, segment.Bytes);
        segment.Bytes += bytes.Length;
        _unwritten.Position = 0;
        _unwritten.SetLength(0);
        if (_unwritten.Capacity > 1 << 20)
            _unwritten.Capacity = 0;
    }

    [LoggerMessage(1, LogLevel.Error, "Results cannot be written to {Directory}: {Reason}")]
    private partial void LogFailed(string directory, string reason);

    [LoggerMessage(2, LogLevel.Information, "Results are written again.")]
    private partial void LogRecovered();

    [LoggerMessage(4, LogLevel.Warning, "It cannot be noted in {Path} whether the start journal is whole: {Reason}")]
    private partial void LogNotMarked(string path, string reason);

    [LoggerMessage(3, LogLevel.Warning, "Segment {Path} ends in {Bytes} bytes that are no whole record; they are ignored.")]
    private partial void LogTorn(string path, long bytes);

    private sealed class Segment
    {
        public required string Path { get; init; }

        public required long Number { get; init; }

        public long Bytes { get; set; }

        public int Live { get; set; }
    }

    private sealed class Entry
    {
        public SpooledStart? Start { get; init; }

        public OutcomeReport? Outcome { get; init; }

        public long Order { get; set; }

        public Segment Segment { get; set; } = null!;

        public TaskId Task => Outcome?.Task ?? Start!.Task;
    }
}
