using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using FuncX.Actors.Grains.Security;

namespace FuncX.Actors.Silo.Auth;

/// <summary>Callers by the hash of their token. Emptied when the store's version rises; an expired token is never answered.</summary>
internal sealed class TokenCache(ITokenStore store, TimeProvider clock)
{
    private const int MaxEntries = 10_000;
    private const int MaxTokenChars = 512;
    private readonly ConcurrentDictionary<Key, TokenRecord> _byHash = new();
    private long _version = -1;

    /// <summary>Whom the token stands for, or null.</summary>
    public async ValueTask<Caller?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (token.Length is 0 or > MaxTokenChars)
            return null;
        var hash = Tokens.Hash(token);
        var key = MemoryMarshal.Read<Key>(hash);
        if (!_byHash.TryGetValue(key, out var record))
        {
            var version = Volatile.Read(ref _version);
            record = await store.FindAsync(hash, cancellationToken);
            if (record is null)
                return null;
            if (_byHash.Count >= MaxEntries)
                _byHash.Clear();
            // A revocation that was seen while we read must not be undone by what we read.
            if (version == Volatile.Read(ref _version))
                _byHash[key] = record;
        }
        return record.ExpiresAt is { } end && end <= clock.GetUtcNow() ? null : record.Caller;
    }

    /// <summary>Looks at the store's version and forgets everything if it rose.</summary>
    /// <returns>True if it did.</returns>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken)
    {
        var version = await store.GetVersionAsync(cancellationToken);
        if (Interlocked.Exchange(ref _version, version) == version)
            return false;
        _byHash.Clear();
        return true;
    }

    private readonly record struct Key(ulong A, ulong B, ulong C, ulong D);
}
