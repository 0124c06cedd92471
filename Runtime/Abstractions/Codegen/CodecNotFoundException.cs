namespace FuncX.Actors.Runtime.Codegen;

/// <summary>A type has no codec; the message says what to add to it.</summary>
public sealed class CodecNotFoundException : Exception
{
    /// <summary>Names the type.</summary>
    public CodecNotFoundException(Type type)
        : base($"{type} has no wire codec. Mark it with [GenerateSerializer] and its members with [Id], in a project that references the generator; "
            + "or use one of the kinds that docs/wire-format.md lists.")
    {
        Type = type;
    }

    /// <summary>The type without a codec.</summary>
    public Type Type { get; }
}
