using System.Reflection;
using FuncX.Actors.Runtime.Codegen;
using Orleans;
using Orleans.Runtime;
using Orleans.Serialization.Invocation;

namespace FuncX.Actors.Runtime.Messaging;

/// <summary>What both kinds of call filters see: the call and, once it was made, its response.</summary>
internal abstract class GrainCallContext(GrainRequest request, GrainId target, GrainId source) : IGrainCallContext
{
    private static readonly MethodInfo s_fromResult = typeof(Response).GetMethod(nameof(Orleans.Serialization.Invocation.Response.FromResult))!;

    public IInvokable Request => request;

    public abstract object Grain { get; }

    public GrainId? SourceId => source.IsDefault ? null : source;

    public GrainId TargetId => target;

    public GrainInterfaceType InterfaceType => GrainInterfaceType.Create(request.Method.Interface.Name);

    public string InterfaceName => request.Method.Interface.Name;

    public string MethodName => request.Method.Name;

    public MethodInfo InterfaceMethod => request.Method.MethodInfo;

    public Response? Response { get; set; }

    public object? Result
    {
        get => Response?.Result;
        set
        {
            // Made anew, so that nobody else's view of the old response changes and the type is the method's.
            var type = request.Method.ResultType;
            Response = type == typeof(void) ? Response.Completed : (Response)s_fromResult.MakeGenericMethod(type).Invoke(null, [value])!;
        }
    }

    public abstract Task Invoke();

    protected GrainRequest TypedRequest => request;

    /// <summary>What the caller gets: a filter that neither invoked nor answered means the default value.</summary>
    protected Response FinalResponse()
    {
        if (Response is null) Result = request.Method.ResultType is { IsValueType: true } type && type != typeof(void) ? Activator.CreateInstance(type) : null;
        return Response!;
    }
}
