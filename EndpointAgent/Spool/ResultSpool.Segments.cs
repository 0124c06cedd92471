using System.Globalization;
using System.Text;

namespace FuncX.Actors.EndpointAgent.Spool;

/// <summary>The segment files: reading them at the start, compacting and deleting them.</summary>
internal sealed partial class ResultSpool
{
    private const string Extension = ".spool";
    private long _order;

    private void Load()
    {
        var files = Directory.GetFiles(_options.Directory, "*" + Extension)
            .Select(path => (Path: path, IsNumber: long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number), Number: number))
            .Where(f => f.IsNumber)
            .OrderBy(f => f.Number)
            .ToList();
        _isMarked = File.Exists(MarkPath);
        IsComplete = files.Count > 0 && _isMarked;
        foreach (var (path, _, number) in files)
        {
            var segment = new Segment { Path = path, Number = number };
            _segments.AddLast(segment);
            var isWhole = Replay(segment, out var isClosed, out var isThisBoot);
            // A crash of the machine may have cost the end of the newest segment, and with it starts.
            if (!isWhole || (number == files[^1].Number && !isClosed && !isThisBoot))
                IsComplete = false;
        }
        _isTold = IsComplete;
    }

    private string MarkPath => Path.Combine(_options.Directory, "journal.whole");

    /// <summary>Keeps the mark of a whole journal: it goes at the first start that cannot be written, for a file can be deleted on a full disk.</summary>
    private void Mark(bool isWhole)
    {
        if (isWhole == _isMarked)
            return;
        try
        {
            if (isWhole)
                File.WriteAllBytes(MarkPath, []);
            else
                File.Delete(MarkPath);
            _isMarked = isWhole;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogNotMarked(MarkPath, e.Message);
        }
    }

    private bool Replay(Segment segment, out bool isClosed, out bool isThisBoot)
    {
        var bytes = File.ReadAllBytes(segment.Path);
        segment.Bytes = bytes.Length;
        (isClosed, isThisBoot) = (false, false);
        var at = 0;
        while (SpoolRecord.TryRead(bytes, ref at, out var kind, out var content))
        {
            using var reader = new BinaryReader(new MemoryStream(content.Array!, content.Offset, content.Count), Encoding.UTF8);
            isClosed = kind == SpoolRecord.Kind.Closed;
            switch (kind)
            {
                case SpoolRecord.Kind.Opened:
                    isThisBoot = reader.ReadString() == _options.BootId;
                    break;
                case SpoolRecord.Kind.Start:
                    Restore(new() { Start = SpoolRecord.ReadStart(reader), Segment = segment });
                    break;
                case SpoolRecord.Kind.Outcome:
                    Restore(new() { Outcome = SpoolRecord.ReadOutcome(reader), Segment = segment });
                    break;
                case SpoolRecord.Kind.Settled:
                    for (var count = reader.ReadInt32(); count > 0; count--)
                        Remove(SpoolRecord.ReadId(reader));
                    break;
            }
        }
        if (at == bytes.Length)
            return true;
        LogTorn(segment.Path, bytes.Length - at);
        using var file = File.OpenHandle(segment.Path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        RandomAccess.SetLength(file, at);
        segment.Bytes = at;
        return false;
    }

    private void Restore(Entry entry)
    {
        Remove(entry.Task);
        entry.Order = ++_order;
        entry.Segment.Live++;
        _entries[entry.Task] = entry;
    }

    private void OpenSegment()
    {
        var number = (_segments.Last?.Value.Number ?? 0) + 1;
        var path = Path.Combine(_options.Directory, number.ToString("D12", CultureInfo.InvariantCulture) + Extension);
        var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite);
        _file?.Dispose();
        _file = file;
        _segments.AddLast(new Segment { Path = path, Number = number });
        SpoolRecord.Write(_unwritten, SpoolRecord.Kind.Opened, _options.BootId, static (writer, boot) => writer.Write(boot));
    }

    /// <summary>Moves what lives in the oldest segments to the newest. Segments are deleted from the oldest on only: a settlement may never go before what it settles.</summary>
    private void Compact(int keep)
    {
        foreach (var segment in _segments.Take(Math.Max(0, _segments.Count - keep)).Where(s => s.Live > 0).ToList())
        {
            foreach (var entry in _entries.Values.Where(e => e.Segment == segment).OrderBy(e => e.Order).ToList())
            {
                var order = entry.Order;
                Put(entry);
                entry.Order = order;
            }
        }
    }

    private void DeleteEmpty()
    {
        while (_segments.First!.Value is { Live: 0 } oldest && oldest != _segments.Last!.Value)
        {
            File.Delete(oldest.Path);
            _segments.RemoveFirst();
        }
    }
}
