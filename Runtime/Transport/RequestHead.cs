using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Transport;

/// <summary>The fixed part of a request frame.</summary>
internal readonly record struct RequestHead(ulong Number, ulong Method, GrainId Target, GrainId Source, uint TimeLeftMs, bool IsOneWay, bool HasContext);
