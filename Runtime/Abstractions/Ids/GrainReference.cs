namespace Orleans.Runtime;

/// <summary>The address of a grain or observer. Two references are equal if they name the same one, whatever interface they speak.</summary>
public class GrainReference : IAddressable, IEquatable<GrainReference>
{
    private GrainId _grainId;

    internal GrainReference()
    {
    }

    /// <summary>Whom it names.</summary>
    public GrainId GrainId => _grainId;

    internal void SetGrainId(GrainId grainId) => _grainId = grainId;

    /// <inheritdoc />
    public bool Equals(GrainReference? other) => other is not null && _grainId.Equals(other._grainId);

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as GrainReference);

    /// <inheritdoc />
    public override int GetHashCode() => _grainId.GetHashCode();

    /// <inheritdoc />
    public override string ToString() => $"GrainReference:{_grainId}";

    /// <summary>Same target.</summary>
    public static bool operator ==(GrainReference? reference1, GrainReference? reference2) => reference1 is null ? reference2 is null : reference1.Equals(reference2);

    /// <summary>Different target.</summary>
    public static bool operator !=(GrainReference? reference1, GrainReference? reference2) => !(reference1 == reference2);
}
