namespace FuncX.Actors.Runtime.Generator.Model;

/// <summary>A type as a member, parameter or result.</summary>
/// <param name="Name">Fully qualified, without a nullable mark of its own if it is a reference type.</param>
/// <param name="Declared">As declared, for signatures.</param>
/// <param name="Form">How it is written.</param>
/// <param name="Number">The number type behind an enum or integer.</param>
/// <param name="CanBeNull">A reference type.</param>
/// <param name="IsImmutable">Copies may share it.</param>
internal sealed record WireValue(string Name, string Declared, WireForm Form, string Number, bool CanBeNull, bool IsImmutable);
