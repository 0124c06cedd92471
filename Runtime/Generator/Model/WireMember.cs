namespace FuncX.Actors.Runtime.Generator.Model;

/// <summary>A member of a wire type.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Id">Its number on the wire.</param>
/// <param name="Value">Its type.</param>
/// <param name="Get">How it is read from an instance.</param>
/// <param name="Set">How it is set.</param>
/// <param name="Owner">The declaring type, fully qualified.</param>
/// <param name="AccessorName">For <see cref="MemberSet.Setter"/> and <see cref="MemberSet.Field"/>: the setter's or field's name.</param>
/// <param name="KeepsInitializer">Absent leaves the value of its initializer; so a default value is written out.</param>
/// <param name="ShareOnCopy">Marked or known as immutable.</param>
internal sealed record WireMember(
    string Name, uint Id, WireValue Value, MemberGet Get, MemberSet Set, string Owner, string AccessorName, bool KeepsInitializer, bool ShareOnCopy);
