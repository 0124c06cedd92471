using FuncX.Actors.Runtime.Generator.Model;

namespace FuncX.Actors.Runtime.Generator.Emit;

/// <summary>The fields of an exception type.</summary>
internal static class ExceptionEmitter
{
    public static string Emit(WireTypeModel model, string assembly)
    {
        var code = new CodeText(assembly);
        code.Open($"internal sealed class {model.CodeName}_Codec : {CodeText.Codegen}.ExceptionCodec");
        code.Line("public override global::System.Exception CreateUninitialized()");
        code.Line($"    => (global::System.Exception)global::System.Runtime.CompilerServices.RuntimeHelpers.GetUninitializedObject(typeof({model.Name}));");
        code.Line();
        code.Open($"public override void WriteFields(ref {CodeText.Codegen}.WireWriter writer, global::System.Exception value)");
        code.Line($"var typed = ({model.Name})value;");
        code.Line("_ = typed;");
        foreach (var member in model.Members) code.Line(MemberCode.Write(member.Id, member.Value, AccessorCode.Get(model, member, "typed")));
        code.Line("writer.EndFields();");
        code.Close();
        code.Line();
        code.Open($"public override void ReadFields(ref {CodeText.Codegen}.WireReader reader, global::System.Exception value)");
        code.Line($"var typed = ({model.Name})value;");
        code.Line("_ = typed;");
        MemberCode.ReadLoop(
            code,
            model.Members.Select(static member => (member.Id, member.Value)),
            (index, read) => AccessorCode.Set(model, model.Members[index], "typed", read) + ";");
        code.Close();
        AccessorCode.Emit(code, model);
        return code.Finish();
    }
}
