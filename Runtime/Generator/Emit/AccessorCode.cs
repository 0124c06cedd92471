using FuncX.Actors.Runtime.Generator.Model;

namespace FuncX.Actors.Runtime.Generator.Emit;

/// <summary>Access to members that C# alone would not let generated code touch.</summary>
internal static class AccessorCode
{
    private const string Attribute = "global::System.Runtime.CompilerServices.UnsafeAccessor";

    public static string Get(WireTypeModel model, WireMember member, string instance)
        => member.Get == MemberGet.Direct ? $"{instance}.{CodeText.At(member.Name)}" : $"{Name(member)}({(model.IsStruct ? "ref " : "")}{instance})";

    public static string Set(WireTypeModel model, WireMember member, string instance, string value) => member.Set switch
    {
        MemberSet.Setter => $"{Name(member)}_Set({(model.IsStruct ? "ref " : "")}{instance}, {value})",
        MemberSet.Field => $"{Name(member)}({(model.IsStruct ? "ref " : "")}{instance}) = {value}",
        _ => $"{instance}.{CodeText.At(member.Name)} = {value}",
    };

    public static void Emit(CodeText code, WireTypeModel model)
    {
        var by = model.IsStruct ? "ref " : "";
        foreach (var member in model.Members)
        {
            var type = member.Value.CanBeNull ? member.Value.Declared : member.Value.Name;
            if (member.Get == MemberGet.Field || member.Set == MemberSet.Field)
            {
                var field = member.Set == MemberSet.Setter ? $"<{member.Name}>k__BackingField" : member.AccessorName;
                code.Line();
                code.Line($"[{Attribute}({Attribute}Kind.Field, Name = {CodeText.Quote(field)})]");
                code.Line($"private static extern ref {type} {Name(member)}({by}{member.Owner} instance);");
            }

            if (member.Set != MemberSet.Setter) continue;
            code.Line();
            code.Line($"[{Attribute}({Attribute}Kind.Method, Name = {CodeText.Quote(member.AccessorName)})]");
            code.Line($"private static extern void {Name(member)}_Set({by}{member.Owner} instance, {type} value);");
        }
    }

    private static string Name(WireMember member) => $"Member{member.Id}";
}
