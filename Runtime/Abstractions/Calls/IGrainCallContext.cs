using System.Reflection;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace Orleans;

/// <summary>A call on its way through the filters.</summary>
public interface IGrainCallContext
{
    /// <summary>The call's method and arguments.</summary>
    IInvokable Request { get; }

    /// <summary>Incoming: the grain instance. Outgoing: the reference.</summary>
    object Grain { get; }

    /// <summary>Who calls; null for calls from outside grains. Says nothing about who may.</summary>
    GrainId? SourceId { get; }

    /// <summary>Who is called.</summary>
    GrainId TargetId { get; }

    /// <summary>The interface's name on the wire.</summary>
    GrainInterfaceType InterfaceType { get; }

    /// <summary>The interface's name: its alias, or its full name.</summary>
    string InterfaceName { get; }

    /// <summary>The method's name.</summary>
    string MethodName { get; }

    /// <summary>The interface method; found by reflection on first use.</summary>
    MethodInfo InterfaceMethod { get; }

    /// <summary>The result value; valid after <see cref="Invoke"/>.</summary>
    object? Result { get; set; }

    /// <summary>The result or failure; valid after <see cref="Invoke"/>.</summary>
    Response? Response { get; set; }

    /// <summary>Goes on with the next filter, or with the call. Throws what the call throws.</summary>
    Task Invoke();
}
