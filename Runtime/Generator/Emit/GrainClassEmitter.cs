using System.Globalization;
using FuncX.Actors.Runtime.Generator.Model;

namespace FuncX.Actors.Runtime.Generator.Emit;

/// <summary>The facts of a grain class.</summary>
internal static class GrainClassEmitter
{
    public static string Emit(GrainClassModel model, string assembly)
    {
        var code = new CodeText(assembly);
        code.Open($"internal static class {model.CodeName}_Class");
        code.Open($"public static {CodeText.Codegen}.GrainClass Create() => new()");
        code.Line($"Type = typeof({model.Name}),");
        code.Line($"GrainTypeName = {CodeText.Quote(model.GrainTypeName)},");
        code.Line($"Interfaces = new global::System.Type[] {{ {string.Join(", ", model.Interfaces.Select(static name => $"typeof({name})"))} }},");
        code.Line($"Create = static (services, facets) => new {model.Name}({string.Join(", ", model.Arguments)}),");
        code.Line($"IsReentrant = {(model.IsReentrant ? "true" : "false")},");
        code.Line($"StatelessWorkers = {model.StatelessWorkers.ToString(CultureInfo.InvariantCulture)},");
        code.Line($"KeepAlive = {(model.KeepAlive ? "true" : "false")},");
        if (model.CollectionAgeTicks is { } ticks) code.Line($"CollectionAge = new global::System.TimeSpan({ticks.ToString(CultureInfo.InvariantCulture)}L),");
        code.Close(";");
        return code.Finish();
    }
}
