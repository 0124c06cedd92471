using System.Diagnostics.CodeAnalysis;

namespace FuncX.Actors;

/// <summary>Names one batch (task group). On the wire and in text a lower-case dashed UUID.</summary>
[GenerateSerializer, Immutable, Alias("funcx.GroupId")]
public readonly record struct GroupId
{
    /// <summary>The UUID.</summary>
    [Id(0)]
    public required Guid Value { get; init; }

    /// <summary>A new random id.</summary>
    public static GroupId New() => new() { Value = Guid.NewGuid() };

    /// <summary>Wraps a UUID.</summary>
    public static GroupId From(Guid value) => new() { Value = value };

    /// <summary>Reads any of the usual UUID forms; <see cref="FormatException"/> names the text.</summary>
    public static GroupId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException($"'{Text.Printable(text, 64)}' is not a batch id: expected a UUID such as 018f6e2a-0000-7000-8000-000000000000.");

    /// <summary>As <see cref="Parse"/>, without the exception.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out GroupId id)
    {
        var ok = Guid.TryParse(text, out var value);
        id = new() { Value = value };
        return ok;
    }

    /// <inheritdoc />
    public override string ToString() => Value.ToString("D");
}
