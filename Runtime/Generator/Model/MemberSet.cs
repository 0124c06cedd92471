namespace FuncX.Actors.Runtime.Generator.Model;

internal enum MemberSet
{
    /// <summary>An argument of the primary constructor, in order.</summary>
    Constructor,

    /// <summary>In the object initializer.</summary>
    Initializer,

    /// <summary>By assignment, after construction.</summary>
    Assignment,

    /// <summary>Through an accessor to its setter, after construction.</summary>
    Setter,

    /// <summary>Through an accessor to its field, after construction.</summary>
    Field,
}
