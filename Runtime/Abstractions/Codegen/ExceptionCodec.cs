namespace FuncX.Actors.Runtime.Codegen;

/// <summary>The fields of an exception type beyond what every exception has; generated for exceptions with <c>[GenerateSerializer]</c>.</summary>
public abstract class ExceptionCodec
{
    /// <summary>Makes an instance without running the type's constructors; <see cref="Exception"/>'s own runs afterwards.</summary>
    public abstract Exception CreateUninitialized();

    /// <summary>Writes the fields, then <see cref="WireWriter.EndFields"/>.</summary>
    public abstract void WriteFields(ref WireWriter writer, Exception value);

    /// <summary>Reads the fields into <paramref name="value"/> up to the end of the group; absent fields stay default.</summary>
    public abstract void ReadFields(ref WireReader reader, Exception value);
}
