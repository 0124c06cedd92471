namespace FuncX.Actors.Runtime.Codegen;

/// <summary>Base of codecs of types whose values never change.</summary>
public abstract class ImmutableCodec<T> : WireCodec<T>
{
    /// <inheritdoc />
    public sealed override bool IsImmutable => true;

    /// <inheritdoc />
    public sealed override T Copy(T value) => value;
}
