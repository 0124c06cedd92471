using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>One named state of a grain; see <see cref="PersistentStateAttribute"/>.</summary>
public interface IPersistentState<TState> : IStorage<TState>
{
}
