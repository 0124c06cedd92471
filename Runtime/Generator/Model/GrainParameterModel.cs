namespace FuncX.Actors.Runtime.Generator.Model;

/// <summary>A parameter of a grain method.</summary>
/// <param name="Index">Its number among the arguments on the wire.</param>
internal sealed record GrainParameterModel(int Index, string Declared, WireValue? Value, bool IsToken, bool ShareOnCopy);
