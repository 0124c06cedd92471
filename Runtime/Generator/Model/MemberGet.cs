namespace FuncX.Actors.Runtime.Generator.Model;

internal enum MemberGet
{
    /// <summary>By its name.</summary>
    Direct,

    /// <summary>Through an accessor to its field.</summary>
    Field,
}
