using System.Security.Cryptography;
using FuncX.Actors.EndpointAgent.Workers;

namespace FuncX.Actors.EndpointAgent.Serving;

/// <summary>Function bodies by id, equal bodies once; the least recently used go first. Used by one loop at a time.</summary>
internal sealed class FunctionStore(long maxBytes)
{
    private readonly Dictionary<FunctionId, LinkedListNode<(FunctionId Id, FunctionCode Code)>> _byId = [];
    private readonly LinkedList<(FunctionId Id, FunctionCode Code)> _byUse = new();
    private long _bytes;

    /// <summary>The function, if it is here.</summary>
    public FunctionCode? Find(FunctionId id)
    {
        if (!_byId.TryGetValue(id, out var node))
            return null;
        _byUse.Remove(node);
        _byUse.AddLast(node);
        return node.Value.Code;
    }

    /// <summary>Adds a body.</summary>
    /// <returns>False if it does not have its hash.</returns>
    public bool TryAdd(FunctionBody body)
    {
        if (body.Hash.Length != FrameCodec.HashBytes || !SHA256.HashData(body.Body).AsSpan().SequenceEqual(body.Hash))
            return false;
        if (_byId.ContainsKey(body.Id))
            return true;
        _byId[body.Id] = _byUse.AddLast((body.Id, new FunctionCode(body.Hash, body.Body)));
        _bytes += body.Body.Length;
        while (_bytes > maxBytes && _byUse.Count > 1)
        {
            var oldest = _byUse.First!.Value;
            _byUse.RemoveFirst();
            _byId.Remove(oldest.Id);
            _bytes -= oldest.Code.Body.Length;
        }
        return true;
    }
}
