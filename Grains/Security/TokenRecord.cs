namespace FuncX.Actors.Grains.Security;

/// <summary>A row of <c>tokens</c>.</summary>
public sealed record TokenRecord
{
    /// <summary>SHA-256 of the token's text.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>Whom it stands for.</summary>
    public required Caller Caller { get; init; }

    /// <summary>What it is for, in the words of who made it.</summary>
    public required string Label { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends; null means never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}
