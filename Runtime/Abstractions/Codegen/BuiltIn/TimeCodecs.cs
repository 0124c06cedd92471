namespace FuncX.Actors.Runtime.Codegen;

/// <summary>Ticks in the low 62 bits, the kind in the high two.</summary>
internal sealed class DateTimeCodec : ImmutableCodec<DateTime>
{
    private const ulong TicksMask = (1UL << 62) - 1;

    public override WireType WireType => WireType.Fixed8;

    public override void Write(ref WireWriter writer, DateTime value) => writer.WriteFixed8((ulong)value.Ticks | ((ulong)value.Kind << 62));

    public override DateTime Read(ref WireReader reader)
    {
        var value = reader.ReadFixed8();
        var (ticks, kind) = (value & TicksMask, value >> 62);
        if (ticks > (ulong)DateTime.MaxValue.Ticks || kind > (ulong)DateTimeKind.Local) WireErrors.Invalid(reader.Position, "a date out of range");
        return new DateTime((long)ticks, (DateTimeKind)kind);
    }
}

/// <summary>UTC ticks and the offset in minutes, 8 bytes each.</summary>
internal sealed class DateTimeOffsetCodec : ImmutableCodec<DateTimeOffset>
{
    public override WireType WireType => WireType.Fixed16;

    public override void Write(ref WireWriter writer, DateTimeOffset value)
        => writer.WriteFixed16((ulong)value.UtcTicks, unchecked((ulong)(long)value.TotalOffsetMinutes));

    public override DateTimeOffset Read(ref WireReader reader)
    {
        var ticks = unchecked((long)reader.ReadFixed8());
        var minutes = unchecked((long)reader.ReadFixed8());
        var local = minutes is >= -840 and <= 840 ? ticks + (minutes * TimeSpan.TicksPerMinute) : -1;
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks || local < 0 || local > DateTime.MaxValue.Ticks)
        {
            WireErrors.Invalid(reader.Position, "a date with offset out of range");
        }

        return new DateTimeOffset(local, TimeSpan.FromMinutes(minutes));
    }
}
