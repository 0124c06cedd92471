using FuncX.Actors.Runtime.Generator.Model;

namespace FuncX.Actors.Runtime.Generator.Emit;

/// <summary>One call of one method, as an object.</summary>
internal static class GrainRequestEmitter
{
    public static string ClassName(GrainInterfaceModel model, GrainMethodModel method) => $"{model.CodeName}_{method.Name}_Request";

    public static void Emit(CodeText code, GrainInterfaceModel model, GrainMethodModel method, int index)
    {
        var arguments = method.Arguments.ToList();
        code.Open($"internal sealed class {ClassName(model, method)} : {CodeText.Codegen}.GrainRequest");
        foreach (var argument in arguments) code.Line($"public {argument.Declared} A{argument.Index} = default!;");
        if (arguments.Count > 0) code.Line();
        code.Line($"public override {CodeText.Codegen}.GrainMethod Method => {model.CodeName}_Facts.Methods[{index}];");
        code.Line();
        code.Line($"public override int GetArgumentCount() => {arguments.Count};");
        EmitArguments(code, arguments);
        EmitInvoke(code, model, method);
        EmitWire(code, arguments);
        code.Close();
    }

    private static void EmitArguments(CodeText code, List<GrainParameterModel> arguments)
    {
        code.Line();
        code.Open("public override object? GetArgument(int index) => index switch");
        foreach (var argument in arguments) code.Line($"{argument.Index} => A{argument.Index},");
        code.Line("_ => throw new global::System.ArgumentOutOfRangeException(nameof(index)),");
        code.Close(";");
        code.Line();
        code.Open("public override void SetArgument(int index, object value)");
        code.Open("switch (index)");
        foreach (var argument in arguments) code.Line($"case {argument.Index}: A{argument.Index} = ({argument.Declared})value; break;");
        code.Line("default: throw new global::System.ArgumentOutOfRangeException(nameof(index));");
        code.Close();
        code.Close();
    }

    private static void EmitInvoke(CodeText code, GrainInterfaceModel model, GrainMethodModel method)
    {
        var arguments = string.Join(", ", method.Parameters.Select(static item => item.IsToken ? "cancellationToken" : $"A{item.Index}"));
        var call = $"(({method.Owner})target).{CodeText.At(method.Name)}({arguments})";
        const string Head = "public override global::System.Threading.Tasks.ValueTask<global::Orleans.Serialization.Invocation.Response> InvokeAsync(object target, global::System.Threading.CancellationToken cancellationToken)";
        code.Line();
        if (method.Shape != ReturnShape.Void)
        {
            code.Line(Head);
            code.Line($"    => ToResponse({call});");
            return;
        }

        code.Open(Head);
        code.Line(call + ";");
        code.Line("return new(global::Orleans.Serialization.Invocation.Response.Completed);");
        code.Close();
    }

    private static void EmitWire(CodeText code, List<GrainParameterModel> arguments)
    {
        code.Line();
        code.Open($"public override void WriteArguments(ref {CodeText.Codegen}.WireWriter writer)");
        foreach (var argument in arguments) code.Line(MemberCode.Write((uint)argument.Index, argument.Value!, $"A{argument.Index}"));
        code.Line("writer.EndFields();");
        code.Close();
        code.Line();
        code.Open($"public override void ReadArguments(ref {CodeText.Codegen}.WireReader reader)");
        MemberCode.ReadLoop(code, arguments.Select(static item => ((uint)item.Index, item.Value!)), static (index, read) => $"A{index} = {read};");
        code.Close();
        code.Line();
        code.Open("public override void CopyArguments()");
        foreach (var argument in arguments.Where(static item => !item.ShareOnCopy))
        {
            code.Line($"A{argument.Index} = {MemberCode.Copy(argument.Value!, $"A{argument.Index}", share: false)};");
        }

        code.Close();
    }
}
