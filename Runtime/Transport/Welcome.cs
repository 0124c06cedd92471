using FuncX.Actors.Runtime.Catalog;
using Orleans.Runtime;

namespace FuncX.Actors.Runtime.Transport;

/// <summary>What a client learns from its gateway.</summary>
internal sealed record Welcome(SiloAddress Silo, GrainId ClientId, GrainTypeMap Types);
