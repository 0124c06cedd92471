using System.Globalization;
using FuncX.Actors.Runtime.Generator.Model;

namespace FuncX.Actors.Runtime.Generator.Emit;

/// <summary>Statements that write, read and copy one value.</summary>
internal static class MemberCode
{
    public static string Codec(WireValue value) => $"{CodeText.Codegen}.WireCodec<{value.Name}>.Get()";

    /// <summary>A local or field type that can hold "absent".</summary>
    public static string Variable(WireValue value) => value.CanBeNull ? value.Name + "?" : value.Name;

    public static string Id(uint id) => id.ToString(CultureInfo.InvariantCulture) + "u";

    /// <param name="always">Write a default value too.</param>
    public static string Write(uint id, WireValue value, string source, bool always = false)
    {
        var (form, number) = always && !value.CanBeNull ? (WireForm.Codec, Id(id)) : (value.Form, Id(id));
        return form switch
        {
            WireForm.Boolean => $"writer.WriteBooleanField({number}, {source});",
            WireForm.Signed => $"writer.WriteSignedField({number}, (long){source});",
            WireForm.Unsigned => $"writer.WriteUnsignedField({number}, (ulong){source});",
            WireForm.String => $"writer.WriteStringField({number}, {source});",
            WireForm.Bytes => $"writer.WriteBytesField({number}, {source});",
            WireForm.Guid => $"writer.WriteGuidField({number}, {source});",
            _ => $"writer.WriteField<{value.Name}>({number}, {source}!, {Codec(value)});",
        };
    }

    /// <summary>The value alone, for types that are laid out as their only member.</summary>
    public static string WritePlain(WireValue value, string source) => value.Form switch
    {
        WireForm.Boolean => $"writer.WriteByte({source} ? (byte)1 : (byte)0);",
        WireForm.Signed => $"writer.WriteZigZag((long){source});",
        WireForm.Unsigned => $"writer.WriteVarint((ulong){source});",
        WireForm.String => $"writer.WriteString({source});",
        WireForm.Guid => $"writer.WriteGuid({source});",
        _ => $"{Codec(value)}.Write(ref writer, {source});",
    };

    public static string Read(WireValue value) => value.Form switch
    {
        WireForm.Boolean => "reader.ReadBoolean()",
        WireForm.Signed when value.Number == "long" => $"({value.Name})reader.ReadZigZag()",
        WireForm.Signed => $"({value.Name})reader.ReadSigned({value.Number}.MinValue, {value.Number}.MaxValue)",
        WireForm.Unsigned when value.Number == "ulong" => $"({value.Name})reader.ReadVarint()",
        WireForm.Unsigned => $"({value.Name})reader.ReadUnsigned({value.Number}.MaxValue)",
        WireForm.String => "reader.ReadString()",
        WireForm.Bytes => "reader.ReadByteArray()",
        WireForm.Guid => "reader.ReadGuid()",
        _ => $"{Codec(value)}.Read(ref reader)",
    };

    public static string WireTypeOf(WireValue value) => value.Form switch
    {
        WireForm.Boolean or WireForm.Signed or WireForm.Unsigned => $"{CodeText.Codegen}.WireType.Varint",
        WireForm.String or WireForm.Bytes => $"{CodeText.Codegen}.WireType.Bytes",
        WireForm.Guid => $"{CodeText.Codegen}.WireType.Fixed16",
        WireForm.List => $"{CodeText.Codegen}.WireType.List",
        _ => $"{Codec(value)}.WireType",
    };

    /// <summary>An expression for a copy of <paramref name="source"/>.</summary>
    public static string Copy(WireValue value, string source, bool share)
    {
        if (share) return source;
        return value.CanBeNull ? $"{source} is {{ }} {LocalOf(source)} ? {Codec(value)}.Copy({LocalOf(source)}) : null!" : $"{Codec(value)}.Copy({source})";
    }

    /// <summary>The loop over fields: one case per value; <paramref name="assign"/> says what happens with it.</summary>
    public static void ReadLoop(CodeText code, IEnumerable<(uint Id, WireValue Value)> fields, Func<int, string, string> assign)
    {
        code.Open("while (reader.ReadHeader(out var id, out var wire))");
        code.Open("switch (id)");
        var index = 0;
        foreach (var (id, value) in fields)
        {
            code.Line($"case {Id(id)} when wire == {WireTypeOf(value)}: {assign(index++, Read(value))} break;");
        }

        code.Line("default: reader.Skip(wire); break;");
        code.Close();
        code.Close();
    }

    private static string LocalOf(string source) => "c_" + CodeText.Identifier(source);
}
