using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace FuncX.Actors.Silo.Auth;

/// <summary>Lets a grain call in only with the cluster secret or a valid token, and only if the method names the caller's role. Everything else is refused.</summary>
/// <remarks>Where a call seems to come from plays no part. Keys of ours in the request context end here: grain code never sees them.</remarks>
internal sealed partial class CallGuard(TokenCache tokens, ClusterSecret secret, ILogger<CallGuard> log) : IIncomingGrainCallFilter
{
    private readonly ConcurrentDictionary<MethodInfo, Rule> _rules = new();

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var rule = _rules.GetOrAdd(context.InterfaceMethod, static method => Rule.Of(method));
        var isCluster = RequestContext.Get(ContextKeys.Secret) is byte[] given && secret.Equals(given);
        var token = RequestContext.Get(ContextKeys.Token) as string;
        StripOwnKeys();
        if (isCluster)
            CheckGrain(context, rule);
        else
            await AdmitTokenAsync(context, rule, token);
        await context.Invoke();
    }

    private static void StripOwnKeys()
    {
        foreach (var key in RequestContext.Keys.Where(k => k.StartsWith(ContextKeys.Prefix, StringComparison.Ordinal)).ToList())
            RequestContext.Remove(key);
    }

    private void CheckGrain(IIncomingGrainCallContext context, Rule rule)
    {
        if (!rule.HasCaller || context.Request.GetArgument(0) is not Caller caller || (caller.Roles & rule.Roles) == 0)
            throw Refuse(context, "another grain");
    }

    private async ValueTask AdmitTokenAsync(IIncomingGrainCallContext context, Rule rule, string? token)
    {
        if (string.IsNullOrEmpty(token))
            throw Unauthenticated(context, "The call carries no token.");
        if (await tokens.FindAsync(token, CancellationToken.None) is not { } caller)
            throw Unauthenticated(context, "The token is wrong, expired or revoked.");
        if (!rule.HasCaller || (caller.Roles & rule.Roles) == 0)
            throw Refuse(context, caller.User);
        if (caller.Is(CallerRoles.Agent) && !IsOwnEndpoint(context, caller))
            throw Refuse(context, $"the agent of endpoint {caller.Endpoint}");
        context.Request.SetArgument(0, caller);
    }

    /// <summary>An agent serves one endpoint, and may ask who it is.</summary>
    private static bool IsOwnEndpoint(IIncomingGrainCallContext context, Caller caller) =>
        context.Grain is not IEndpointGrain grain || grain.GetPrimaryKey() == caller.Endpoint?.Value;

    private AccessDeniedException Refuse(IIncomingGrainCallContext context, string who)
    {
        LogRefused(context.InterfaceName, context.MethodName, who);
        return new AccessDeniedException($"{who} may not call {context.InterfaceName}.{context.MethodName}.", "Use a token with the right role.");
    }

    private UnauthenticatedException Unauthenticated(IIncomingGrainCallContext context, string why)
    {
        LogUnauthenticated(context.InterfaceName, context.MethodName, why);
        return new UnauthenticatedException(why);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused: {Who} may not call {Interface}.{Method}.")]
    private partial void LogRefused(string @interface, string method, string who);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Refused a call of {Interface}.{Method}: {Why}")]
    private partial void LogUnauthenticated(string @interface, string method, string why);

    private readonly record struct Rule(CallerRoles Roles, bool HasCaller)
    {
        public static Rule Of(MethodInfo method) => new(
            method.GetCustomAttribute<AllowCallersAttribute>()?.Roles ?? CallerRoles.None,
            method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(Caller));
    }
}
