using FuncX.Actors.Runtime.Generator.Model;

namespace FuncX.Actors.Runtime.Generator.Emit;

/// <summary>The codec of a wire type.</summary>
internal static class WireTypeEmitter
{
    public static string Emit(WireTypeModel model, string assembly)
    {
        var code = new CodeText(assembly);
        code.Open($"internal sealed class {model.CodeName}_Codec : {CodeText.Codegen}.WireCodec<{model.Name}>");
        code.Line($"public override {CodeText.Codegen}.WireType WireType => {(model.IsTransparent ? MemberCode.WireTypeOf(model.Members[0].Value) : CodeText.Codegen + ".WireType.Group")};");
        code.Line();
        code.Line($"public override bool IsImmutable => {(model.IsImmutable ? "true" : "false")};");
        code.Line();
        if (model.IsTransparent) EmitTransparent(code, model);
        else EmitGroup(code, model);
        EmitCopy(code, model);
        AccessorCode.Emit(code, model);
        return code.Finish();
    }

    private static void EmitTransparent(CodeText code, WireTypeModel model)
    {
        var member = model.Members[0];
        code.Line($"public override void Write(ref {CodeText.Codegen}.WireWriter writer, {model.Name} value) => {MemberCode.WritePlain(member.Value, AccessorCode.Get(model, member, "value"))}");
        code.Line();
        code.Open($"public override {model.Name} Read(ref {CodeText.Codegen}.WireReader reader)");
        code.Line($"var m0 = {MemberCode.Read(member.Value)};");
        EmitConstruction(code, model, static (_, index) => "m" + index);
        code.Close();
        if (!member.Value.CanBeNull) return;
        code.Line();
        code.Line($"public override bool IsAbsent({model.Name} value) => {AccessorCode.Get(model, member, "value")} is null;");
    }

    private static void EmitGroup(CodeText code, WireTypeModel model)
    {
        code.Open($"public override void Write(ref {CodeText.Codegen}.WireWriter writer, {model.Name} value)");
        code.Line("writer.Enter();");
        foreach (var member in model.Members)
        {
            code.Line(MemberCode.Write(member.Id, member.Value, AccessorCode.Get(model, member, "value"), member.KeepsInitializer));
        }

        code.Line("writer.End();");
        code.Close();
        code.Line();
        code.Open($"public override {model.Name} Read(ref {CodeText.Codegen}.WireReader reader)");
        for (var i = 0; i < model.Members.Count; i++)
        {
            var member = model.Members[i];
            code.Line($"{MemberCode.Variable(member.Value)} m{i} = default;");
            if (member.KeepsInitializer) code.Line($"var s{i} = false;");
        }

        code.Line("reader.Enter();");
        MemberCode.ReadLoop(
            code,
            model.Members.Select(static member => (member.Id, member.Value)),
            (index, read) => $"m{index} = {read};" + (model.Members[index].KeepsInitializer ? $" s{index} = true;" : ""));
        code.Line("reader.Leave();");
        EmitConstruction(code, model, static (member, index) => member.Value.CanBeNull ? $"m{index}!" : "m" + index, static index => $"s{index}");
        code.Close();
    }

    private static void EmitCopy(CodeText code, WireTypeModel model)
    {
        code.Line();
        if (model.IsImmutable)
        {
            code.Line($"public override {model.Name} Copy({model.Name} value) => value;");
            return;
        }

        code.Open($"public override {model.Name} Copy({model.Name} value)");
        // An object that contains itself must not end the process.
        code.Line("global::System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();");
        for (var i = 0; i < model.Members.Count; i++)
        {
            var member = model.Members[i];
            code.Line($"var m{i} = {AccessorCode.Get(model, member, "value")};");
        }

        EmitConstruction(code, model, static (member, index) => MemberCode.Copy(member.Value, "m" + index, member.ShareOnCopy));
        code.Close();
    }

    private static void EmitConstruction(CodeText code, WireTypeModel model, Func<WireMember, int, string> value, Func<int, string>? seen = null)
    {
        var members = model.Members.Select((member, index) => (Member: member, Index: index)).ToList();
        var arguments = string.Join(", ", members.Where(static item => item.Member.Set == MemberSet.Constructor).Select(item => value(item.Member, item.Index)));
        var initializers = members.Where(static item => item.Member.Set == MemberSet.Initializer).ToList();
        var later = members.Where(static item => item.Member.Set is MemberSet.Assignment or MemberSet.Setter or MemberSet.Field).ToList();
        code.Line($"{(later.Count == 0 ? "return" : "var result =")} new {model.Name}({arguments}){(initializers.Count == 0 ? ";" : "")}");
        if (initializers.Count > 0)
        {
            code.Open();
            foreach (var (member, index) in initializers) code.Line($"{CodeText.At(member.Name)} = {value(member, index)},");
            code.Close(";");
        }

        if (later.Count == 0) return;
        foreach (var (member, index) in later)
        {
            var condition = member.KeepsInitializer && seen is not null ? $"if ({seen(index)}) " : "";
            code.Line(condition + AccessorCode.Set(model, member, "result", value(member, index)) + ";");
        }

        code.Line("return result;");
    }
}
