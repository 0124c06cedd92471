namespace FuncX.Actors.Runtime.Generator.Model;

/// <summary>A type with <c>[GenerateSerializer]</c>.</summary>
internal sealed record WireTypeModel(
    string Name, string CodeName, string Alias, bool IsStruct, bool IsException, bool IsTransparent, bool IsImmutable, EquatableArray<WireMember> Members);
