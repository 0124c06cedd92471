using System.Reflection;

namespace Orleans.Serialization.Invocation;

/// <summary>A call as data: what is called, with which arguments.</summary>
public interface IInvokable
{
    /// <summary>Number of arguments, a <see cref="CancellationToken"/> not counted.</summary>
    int GetArgumentCount();

    /// <summary>The argument at <paramref name="index"/>.</summary>
    object? GetArgument(int index);

    /// <summary>Replaces the argument at <paramref name="index"/>.</summary>
    void SetArgument(int index, object value);

    /// <summary>The method's name.</summary>
    string GetMethodName();

    /// <summary>The interface's name.</summary>
    string GetInterfaceName();

    /// <summary>The interface method.</summary>
    MethodInfo GetMethod();

    /// <summary>The interface.</summary>
    Type GetInterfaceType();
}
