using FuncX.Actors.Runtime.Generator.Model;

namespace FuncX.Actors.Runtime.Generator.Emit;

/// <summary>The module initializer that makes everything known.</summary>
internal static class RegistrationEmitter
{
    public static string Emit(IEnumerable<string> statements, string assembly)
    {
        var body = new CodeText(assembly);
        body.Open("internal static class Registration");
        body.Line("[global::System.Runtime.CompilerServices.ModuleInitializer]");
        body.Open("internal static void Register()");
        foreach (var statement in statements) body.Line(statement);
        return body.Finish().Replace("\nnamespace ", $"\n[assembly: {CodeText.Codegen}.ActorCode]\n\nnamespace ");
    }

    public static string Of(WireTypeModel model) => model.IsException
        ? $"{CodeText.Codegen}.CodegenRegistry.Register(typeof({model.Name}), new {model.CodeName}_Codec(), {CodeText.Quote(model.Alias)});"
        : $"{CodeText.Codegen}.CodegenRegistry.Register<{model.Name}>(new {model.CodeName}_Codec(), {CodeText.Quote(model.Alias)});";

    public static string Of(GrainInterfaceModel model) => $"{CodeText.Codegen}.CodegenRegistry.Register({model.CodeName}_Facts.Interface);";

    public static string Of(GrainClassModel model) => $"{CodeText.Codegen}.CodegenRegistry.Register({model.CodeName}_Class.Create());";
}
