namespace FuncX.Actors.EndpointAgent.Configuration;

/// <summary>What the service knows an endpoint as.</summary>
/// <param name="EndpointId">Its id.</param>
/// <param name="Gateway">Where it was registered.</param>
/// <param name="ClusterId">Name of the cluster.</param>
/// <param name="ServiceId">Name of the service.</param>
internal sealed record EndpointIdentity(string EndpointId, string Gateway, string ClusterId, string ServiceId);
