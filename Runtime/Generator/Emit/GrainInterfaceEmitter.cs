using System.Globalization;
using FuncX.Actors.Runtime.Generator.Model;

namespace FuncX.Actors.Runtime.Generator.Emit;

/// <summary>The facts and the proxy of a grain interface.</summary>
internal static class GrainInterfaceEmitter
{
    public static string Emit(GrainInterfaceModel model, string assembly)
    {
        var code = new CodeText(assembly);
        EmitFacts(code, model);
        code.Line();
        EmitProxy(code, model);
        for (var i = 0; i < model.Methods.Count; i++)
        {
            code.Line();
            GrainRequestEmitter.Emit(code, model, model.Methods[i], i);
        }

        return code.Finish();
    }

    private static void EmitFacts(CodeText code, GrainInterfaceModel model)
    {
        code.Open($"internal static class {model.CodeName}_Facts");
        code.Line($"public static readonly {CodeText.Codegen}.GrainMethod[] Methods = new {CodeText.Codegen}.GrainMethod[{model.Methods.Count}];");
        code.Line($"public static readonly {CodeText.Codegen}.GrainInterface Interface = Create();");
        code.Line();
        code.Open($"private static {CodeText.Codegen}.GrainInterface Create()");
        code.Open($"var result = new {CodeText.Codegen}.GrainInterface");
        code.Line($"InterfaceType = typeof({model.Name}),");
        code.Line($"Name = {CodeText.Quote(model.Alias)},");
        code.Line("Methods = Methods,");
        code.Line($"CreateProxy = static () => new {model.CodeName}_Proxy(),");
        code.Line($"IsObserver = {Text(model.IsObserver)},");
        code.Close(";");
        for (var i = 0; i < model.Methods.Count; i++) EmitMethod(code, model, model.Methods[i], i);
        code.Line("return result;");
        code.Close();
        code.Close();
    }

    private static void EmitMethod(CodeText code, GrainInterfaceModel model, GrainMethodModel method, int index)
    {
        code.Open($"Methods[{index}] = new {CodeText.Codegen}.GrainMethod");
        code.Line("Interface = result,");
        code.Line($"Name = {CodeText.Quote(method.WireName)},");
        code.Line($"Id = 0x{method.Id.ToString("X16", CultureInfo.InvariantCulture)}UL,");
        code.Line($"CreateRequest = static () => new {GrainRequestEmitter.ClassName(model, method)}(),");
        code.Line($"FindMethodInfo = static () => typeof({method.Owner}).GetMethod({CodeText.Quote(method.Name)})!,");
        code.Line($"ResultType = typeof({method.Result?.Name ?? "void"}),");
        code.Line($"IsOneWay = {Text(method.IsOneWay)},");
        code.Line($"AlwaysInterleave = {Text(method.AlwaysInterleave)},");
        code.Line($"IsReadOnly = {Text(method.IsReadOnly)},");
        code.Line($"IsCancellable = {Text(method.IsCancellable)},");
        code.Line($"IsResultImmutable = {Text(method.IsResultImmutable)},");
        if (method.TimeoutTicks is { } ticks) code.Line($"ResponseTimeout = new global::System.TimeSpan({ticks.ToString(CultureInfo.InvariantCulture)}L),");
        code.Close(";");
    }

    private static void EmitProxy(CodeText code, GrainInterfaceModel model)
    {
        code.Open($"internal sealed class {model.CodeName}_Proxy : {CodeText.Codegen}.GrainProxy, {model.Name}");
        code.Line($"public override {CodeText.Codegen}.GrainInterface Interface => {model.CodeName}_Facts.Interface;");
        foreach (var method in model.Methods)
        {
            var parameters = string.Join(", ", method.Parameters.Select(static item => item.IsToken ? $"{item.Declared} token" : $"{item.Declared} a{item.Index}"));
            var fields = string.Join(", ", method.Arguments.Select(static item => $"A{item.Index} = a{item.Index}"));
            var request = $"new {GrainRequestEmitter.ClassName(model, method)}{(fields.Length == 0 ? "()" : $" {{ {fields} }}")}";
            var token = method.IsCancellable ? "token" : "default";
            code.Line();
            code.Open($"{method.Returns} {method.Owner}.{CodeText.At(method.Name)}({parameters})");
            if (method.IsOneWay) EmitSend(code, method, request);
            else EmitCall(code, method, request, token);
            code.Close();
        }

        code.Close();
    }

    private static void EmitSend(CodeText code, GrainMethodModel method, string request)
    {
        code.Line($"Send({request});");
        var result = method.Shape switch
        {
            ReturnShape.Task => "return global::System.Threading.Tasks.Task.CompletedTask;",
            ReturnShape.TaskOfT => $"return global::System.Threading.Tasks.Task.FromResult<{method.Result!.Name}>(default!);",
            ReturnShape.ValueTask or ReturnShape.ValueTaskOfT => "return default;",
            _ => null,
        };
        if (result is not null) code.Line(result);
    }

    private static void EmitCall(CodeText code, GrainMethodModel method, string request, string token)
    {
        var type = method.Result is { } result ? $"<{(result.CanBeNull ? result.Declared : result.Name)}>" : "";
        var asTask = method.Shape is ReturnShape.Task or ReturnShape.TaskOfT ? ".AsTask()" : "";
        code.Line($"return CallAsync{type}({request}, {token}){asTask};");
    }

    private static string Text(bool value) => value ? "true" : "false";
}
