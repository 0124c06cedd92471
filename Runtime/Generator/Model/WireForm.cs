namespace FuncX.Actors.Runtime.Generator.Model;

/// <summary>How generated code treats a member of some type.</summary>
internal enum WireForm
{
    /// <summary>Through its codec.</summary>
    Codec,

    /// <summary>Through its codec, known to be laid out as a list.</summary>
    List,

    Boolean,
    Signed,
    Unsigned,
    String,
    Bytes,
    Guid,
}
