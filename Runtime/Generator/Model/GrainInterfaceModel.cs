namespace FuncX.Actors.Runtime.Generator.Model;

/// <summary>A grain or observer interface.</summary>
internal sealed record GrainInterfaceModel(string Name, string CodeName, string Alias, bool IsObserver, EquatableArray<GrainMethodModel> Methods);
