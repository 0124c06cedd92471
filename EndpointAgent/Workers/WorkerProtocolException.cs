namespace FuncX.Actors.EndpointAgent.Workers;

/// <summary>A worker sent what no worker sends; it is replaced.</summary>
internal sealed class WorkerProtocolException(string message) : Exception(message);
