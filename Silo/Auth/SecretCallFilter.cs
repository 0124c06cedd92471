namespace FuncX.Actors.Silo.Auth;

/// <summary>Proves calls between grains: sets the cluster secret for grain targets only, and takes it away after.</summary>
internal sealed class SecretCallFilter(ClusterSecret secret) : IOutgoingGrainCallFilter
{
    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (context.TargetId.IsClient() || context.TargetId.IsSystemTarget())
        {
            await context.Invoke();
            return;
        }
        RequestContext.Set(ContextKeys.Secret, secret.Value);
        try
        {
            await context.Invoke();
        }
        finally
        {
            RequestContext.Remove(ContextKeys.Secret);
        }
    }
}
