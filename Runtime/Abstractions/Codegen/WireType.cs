namespace FuncX.Actors.Runtime.Codegen;

/// <summary>How a value is laid out, so that a reader can skip what it does not know; the low three bits of a field header.</summary>
public enum WireType : byte
{
    /// <summary>Unsigned LEB128, 1 to 10 bytes; signed numbers in zigzag form.</summary>
    Varint = 0,

    /// <summary>4 bytes, little endian.</summary>
    Fixed4 = 1,

    /// <summary>8 bytes, little endian.</summary>
    Fixed8 = 2,

    /// <summary>16 bytes.</summary>
    Fixed16 = 3,

    /// <summary>A varint length and as many bytes.</summary>
    Bytes = 4,

    /// <summary>Fields up to an <see cref="End"/>.</summary>
    Group = 5,

    /// <summary>A varint count, one byte of element layout (bits 0-2 the wire type, bit 3: each element follows a presence byte), the elements.</summary>
    List = 6,

    /// <summary>Ends a group; always the single byte 7.</summary>
    End = 7,
}
