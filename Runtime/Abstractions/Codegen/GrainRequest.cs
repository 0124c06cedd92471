using System.Reflection;
using Orleans.Serialization.Invocation;

namespace FuncX.Actors.Runtime.Codegen;

/// <summary>One call of a grain method. The generator writes one sealed subclass per method; its arguments are fields.</summary>
/// <remarks>Used by generated code and by the engine only.</remarks>
public abstract class GrainRequest : IInvokable
{
    /// <summary>What is called; one shared instance per method.</summary>
    public abstract GrainMethod Method { get; }

    /// <summary>Number of arguments, a <see cref="CancellationToken"/> not counted.</summary>
    public abstract int GetArgumentCount();

    /// <summary>The argument at <paramref name="index"/>, boxed.</summary>
    public abstract object? GetArgument(int index);

    /// <summary>Replaces the argument at <paramref name="index"/>; <see cref="InvalidCastException"/> on a wrong type.</summary>
    public abstract void SetArgument(int index, object value);

    /// <summary>Calls the method on <paramref name="target"/> and wraps what it returns. Exceptions of the method propagate.</summary>
    /// <param name="target">The grain instance or observer; must implement the interface.</param>
    /// <param name="cancellationToken">Passed to the method's token parameter, if it has one.</param>
    public abstract ValueTask<Response> InvokeAsync(object target, CancellationToken cancellationToken);

    /// <summary>Writes all arguments, field ids 0..n-1.</summary>
    public abstract void WriteArguments(ref WireWriter writer);

    /// <summary>Reads all arguments; an absent field leaves the default.</summary>
    public abstract void ReadArguments(ref WireReader reader);

    /// <summary>Replaces every mutable argument that is not marked immutable by a deep copy.</summary>
    public abstract void CopyArguments();

    /// <inheritdoc />
    public string GetMethodName() => Method.Name;

    /// <inheritdoc />
    public string GetInterfaceName() => Method.Interface.Name;

    /// <inheritdoc />
    public MethodInfo GetMethod() => Method.MethodInfo;

    /// <inheritdoc />
    public Type GetInterfaceType() => Method.Interface.InterfaceType;

    /// <summary>Waits for the method; a task that has ended already costs no state machine.</summary>
    protected static ValueTask<Response> ToResponse<T>(Task<T> task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.IsCompletedSuccessfully ? new(Response.FromResult(task.GetAwaiter().GetResult())) : AwaitAsync(task);

        static async ValueTask<Response> AwaitAsync(Task<T> task) => Response.FromResult(await task);
    }

    /// <inheritdoc cref="ToResponse{T}(Task{T})"/>
    protected static ValueTask<Response> ToResponse(Task task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return task.IsCompletedSuccessfully ? new(Response.Completed) : AwaitAsync(task);

        static async ValueTask<Response> AwaitAsync(Task task)
        {
            await task;
            return Response.Completed;
        }
    }

    /// <inheritdoc cref="ToResponse{T}(Task{T})"/>
    protected static ValueTask<Response> ToResponse<T>(ValueTask<T> task)
    {
        return task.IsCompletedSuccessfully ? new(Response.FromResult(task.GetAwaiter().GetResult())) : AwaitAsync(task);

        static async ValueTask<Response> AwaitAsync(ValueTask<T> task) => Response.FromResult(await task);
    }

    /// <inheritdoc cref="ToResponse{T}(Task{T})"/>
    protected static ValueTask<Response> ToResponse(ValueTask task)
    {
        return task.IsCompletedSuccessfully ? new(Response.Completed) : AwaitAsync(task);

        static async ValueTask<Response> AwaitAsync(ValueTask task)
        {
            await task;
            return Response.Completed;
        }
    }
}
