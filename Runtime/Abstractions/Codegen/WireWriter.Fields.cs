using System.Runtime.CompilerServices;

namespace FuncX.Actors.Runtime.Codegen;

/// <content>Fields: header and value; a default value is not written at all.</content>
public ref partial struct WireWriter
{
    /// <summary>A field with any codec; absent if the codec says so.</summary>
    public void WriteField<T>(uint id, T value, WireCodec<T> codec)
    {
        if (codec.IsAbsent(value)) return;
        WriteHeader(id, codec.WireType);
        codec.Write(ref this, value);
    }

    /// <summary>A field; absent if zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteUnsignedField(uint id, ulong value)
    {
        if (value == 0) return;
        WriteHeader(id, WireType.Varint);
        WriteVarint(value);
    }

    /// <summary>A field; absent if zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void WriteSignedField(uint id, long value)
    {
        if (value == 0) return;
        WriteHeader(id, WireType.Varint);
        WriteZigZag(value);
    }

    /// <summary>A field; absent if false.</summary>
    public void WriteBooleanField(uint id, bool value)
    {
        if (!value) return;
        WriteHeader(id, WireType.Varint);
        WriteByte(1);
    }

    /// <summary>A field; absent if empty.</summary>
    public void WriteGuidField(uint id, Guid value)
    {
        if (value == Guid.Empty) return;
        WriteHeader(id, WireType.Fixed16);
        WriteGuid(value);
    }

    /// <summary>A field; absent if null.</summary>
    public void WriteStringField(uint id, string? value)
    {
        if (value is null) return;
        WriteHeader(id, WireType.Bytes);
        WriteString(value);
    }

    /// <summary>A field; absent if null.</summary>
    public void WriteBytesField(uint id, byte[]? value)
    {
        if (value is null) return;
        WriteHeader(id, WireType.Bytes);
        WriteBytes(value);
    }
}
