namespace FuncX.Actors.Runtime.Generator.Model;

internal enum ReturnShape
{
    Void,
    Task,
    TaskOfT,
    ValueTask,
    ValueTaskOfT,
}
