namespace FuncX.Actors.Runtime.Codegen;

/// <summary>Marks an assembly whose module initializer registers generated code in <see cref="CodegenRegistry"/>.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class ActorCodeAttribute : Attribute
{
}
