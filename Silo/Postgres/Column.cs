using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace FuncX.Actors.Silo.Postgres;

/// <summary>Turns rows into one array parameter per column, and values into what Postgres can hold.</summary>
internal static class Column
{
    /// <summary>One array parameter: a value of every row.</summary>
    public static NpgsqlParameter Of<TRow, TValue>(IReadOnlyList<TRow> rows, NpgsqlDbType type, Func<TRow, TValue> value)
    {
        var values = new TValue[rows.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = value(rows[i]);
        }

        return new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }

    /// <summary>One scalar parameter.</summary>
    public static NpgsqlParameter Of<TValue>(TValue value, NpgsqlDbType type) => new NpgsqlParameter<TValue> { TypedValue = value, NpgsqlDbType = type };

    /// <summary>Text without what neither <c>text</c> nor <c>jsonb</c> takes: NUL and lone surrogates become U+FFFD.</summary>
    public static string? Storable(string? text)
    {
        if (text is null || !NeedsCare(text))
        {
            return text;
        }

        return Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)).Replace('\0', '\uFFFD');
    }

    /// <summary>Printed output as bytes, where even NUL survives.</summary>
    public static byte[]? Bytes(string? text) => text is null ? null : Encoding.UTF8.GetBytes(text);

    /// <summary>Postgres keeps microseconds; cutting here makes what is read equal to what was written.</summary>
    public static DateTime Time(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);

    /// <inheritdoc cref="Time(DateTimeOffset)" />
    public static DateTime? Time(DateTimeOffset? at) => at is { } value ? Time(value) : null;

    /// <summary>Whole milliseconds of a duration.</summary>
    public static long? Milliseconds(TimeSpan? span) => span is { } value ? (long)value.TotalMilliseconds : null;

    private static bool NeedsCare(string text)
    {
        foreach (var c in text)
        {
            if (c == '\0' || char.IsSurrogate(c))
            {
                return true;
            }
        }

        return false;
    }
}
