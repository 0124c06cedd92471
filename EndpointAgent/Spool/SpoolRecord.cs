using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace FuncX.Actors.EndpointAgent.Spool;

/// <summary>Records of a segment: length of kind and content, CRC-32C of both, kind, content.</summary>
internal static class SpoolRecord
{
    /// <summary>Bytes before the kind.</summary>
    public const int Head = 8;

    /// <summary>What a record says.</summary>
    internal enum Kind : byte
    {
        /// <summary>First of a segment: the boot under which it is written.</summary>
        Opened = 1,

        /// <summary>A call was sent to a worker.</summary>
        Start = 2,

        /// <summary>A call ended.</summary>
        Outcome = 3,

        /// <summary>Tasks that are settled: forget start and outcome.</summary>
        Settled = 4,

        /// <summary>Last of a segment that was synced to disk.</summary>
        Closed = 5,
    }

    /// <summary>Appends a record to <paramref name="output"/>.</summary>
    public static void Write<T>(MemoryStream output, Kind kind, T content, Action<BinaryWriter, T> write)
    {
        var at = (int)output.Position;
        output.Position = at + Head;
        output.WriteByte((byte)kind);
        using (var writer = new BinaryWriter(output, Encoding.UTF8, leaveOpen: true))
            write(writer, content);
        var end = (int)output.Position;
        var record = output.GetBuffer().AsSpan(at, end - at);
        BinaryPrimitives.WriteInt32LittleEndian(record, record.Length - Head);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], Checksum(record[Head..]));
    }

    /// <summary>Takes the next whole record.</summary>
    /// <returns>False at the end, and at anything that is not a whole record.</returns>
    public static bool TryRead(byte[] segment, ref int at, out Kind kind, out ArraySegment<byte> content)
    {
        kind = default;
        content = default;
        if (segment.Length - at < Head + 1)
            return false;
        var length = BinaryPrimitives.ReadInt32LittleEndian(segment.AsSpan(at));
        if (length < 1 || length > segment.Length - at - Head)
            return false;
        var body = segment.AsSpan(at + Head, length);
        if (Checksum(body) != BinaryPrimitives.ReadUInt32LittleEndian(segment.AsSpan(at + 4)))
            return false;
        kind = (Kind)body[0];
        content = new(segment, at + Head + 1, length - 1);
        at += Head + length;
        return true;
    }

    /// <summary>Writes a start.</summary>
    public static void WriteStart(BinaryWriter writer, SpooledStart start)
    {
        writer.Write(start.Task.Value.ToByteArray());
        writer.Write(start.Attempt);
        writer.Write(start.At.UtcTicks);
        writer.Write(start.Worker);
    }

    /// <summary>Reads a start.</summary>
    public static SpooledStart ReadStart(BinaryReader reader) =>
        new(ReadId(reader), reader.ReadInt32(), new(reader.ReadInt64(), TimeSpan.Zero), reader.ReadString());

    /// <summary>Writes an outcome.</summary>
    public static void WriteOutcome(BinaryWriter writer, OutcomeReport outcome)
    {
        writer.Write(outcome.Task.Value.ToByteArray());
        writer.Write(outcome.Attempt);
        writer.Write(outcome.Result?.Length ?? -1);
        writer.Write(outcome.Result ?? []);
        WriteText(writer, outcome.Stdout);
        WriteText(writer, outcome.Stderr);
        writer.Write(outcome.StartedAt?.UtcTicks ?? 0);
        writer.Write(outcome.EndedAt?.UtcTicks ?? 0);
        WriteText(writer, outcome.Worker);
        writer.Write(outcome.Failure is not null);
        if (outcome.Failure is not { } failure)
            return;
        writer.Write((int)failure.Kind);
        writer.Write(failure.Message);
        writer.Write(failure.Hint);
        WriteText(writer, failure.RemoteType);
        WriteText(writer, failure.Traceback);
        WriteText(writer, failure.Host);
        writer.Write(failure.ExitCode is not null);
        writer.Write(failure.ExitCode ?? 0);
        writer.Write(failure.Attempt);
    }

    /// <summary>Reads an outcome.</summary>
    public static OutcomeReport ReadOutcome(BinaryReader reader)
    {
        var (id, attempt, length) = (ReadId(reader), reader.ReadInt32(), reader.ReadInt32());
        return new()
        {
            Task = id,
            Attempt = attempt,
            Result = length < 0 ? null : reader.ReadBytes(length),
            Stdout = ReadText(reader),
            Stderr = ReadText(reader),
            StartedAt = ReadTime(reader),
            EndedAt = ReadTime(reader),
            Worker = ReadText(reader),
            Failure = reader.ReadBoolean() ? ReadFailure(reader) : null,
        };
    }

    /// <summary>Reads a task's id.</summary>
    public static TaskId ReadId(BinaryReader reader) => TaskId.From(new Guid(reader.ReadBytes(16)));

    private static TaskFailure ReadFailure(BinaryReader reader)
    {
        var failure = new TaskFailure
        {
            Kind = (TaskFailureKind)reader.ReadInt32(),
            Message = reader.ReadString(),
            Hint = reader.ReadString(),
            RemoteType = ReadText(reader),
            Traceback = ReadText(reader),
            Host = ReadText(reader),
        };
        var hasCode = reader.ReadBoolean();
        var code = reader.ReadInt32();
        return failure with { ExitCode = hasCode ? code : null, Attempt = reader.ReadInt32() };
    }

    private static void WriteText(BinaryWriter writer, string? text)
    {
        writer.Write(text is not null);
        if (text is not null)
            writer.Write(text);
    }

    private static string? ReadText(BinaryReader reader) => reader.ReadBoolean() ? reader.ReadString() : null;

    private static DateTimeOffset? ReadTime(BinaryReader reader) => reader.ReadInt64() is var ticks and not 0 ? new(ticks, TimeSpan.Zero) : null;

    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        while (bytes.Length >= 8)
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }
        foreach (var b in bytes)
            crc = BitOperations.Crc32C(crc, b);
        return ~crc;
    }
}
