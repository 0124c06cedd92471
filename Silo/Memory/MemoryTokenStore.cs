using System.Collections.Concurrent;
using System.Security.Cryptography;
using FuncX.Actors.Grains.Security;

namespace FuncX.Actors.Silo.Memory;

/// <summary>Tokens for <c>--storage memory</c>: gone with the process.</summary>
internal sealed class MemoryTokenStore(TimeProvider clock) : ITokenStore
{
    private readonly ConcurrentDictionary<string, TokenRecord> _tokens = new();
    private readonly byte[] _secret = RandomNumberGenerator.GetBytes(32);
    private long _version = 1;

    public Task AddAsync(TokenRecord token, CancellationToken cancellationToken)
    {
        _tokens[Convert.ToHexString(token.Hash)] = token;
        Interlocked.Increment(ref _version);
        return Task.CompletedTask;
    }

    public Task<TokenRecord?> FindAsync(byte[] hash, CancellationToken cancellationToken) =>
        Task.FromResult(_tokens.TryGetValue(Convert.ToHexString(hash), out var token) && IsValid(token) ? token : null);

    public Task RevokeEndpointAsync(EndpointId endpoint, CancellationToken cancellationToken)
    {
        foreach (var (key, token) in _tokens.Where(t => t.Value.Caller.Endpoint == endpoint))
            _tokens.TryRemove(new(key, token));
        Interlocked.Increment(ref _version);
        return Task.CompletedTask;
    }

    public Task<long> GetVersionAsync(CancellationToken cancellationToken) => Task.FromResult(Interlocked.Read(ref _version));

    public Task<bool> HasAdminAsync(CancellationToken cancellationToken) =>
        Task.FromResult(_tokens.Values.Any(t => t.Caller.Is(CallerRoles.Admin) && IsValid(t)));

    public Task<byte[]> GetClusterSecretAsync(CancellationToken cancellationToken) => Task.FromResult(_secret);

    private bool IsValid(TokenRecord token) => token.ExpiresAt is not { } end || end > clock.GetUtcNow();
}
