namespace FuncX.Actors.Grains.Security;

/// <summary>Tokens by the SHA-256 of their text; the text itself is never stored.</summary>
public interface ITokenStore
{
    /// <summary>Stores a token. The store's version rises, so that caches hear of it.</summary>
    Task AddAsync(TokenRecord token, CancellationToken cancellationToken);

    /// <summary>The token with this hash that is neither revoked nor expired, or null.</summary>
    Task<TokenRecord?> FindAsync(byte[] hash, CancellationToken cancellationToken);

    /// <summary>Ends all tokens that serve this endpoint.</summary>
    Task RevokeEndpointAsync(EndpointId endpoint, CancellationToken cancellationToken);

    /// <summary>Rises with every change; caches poll it each second.</summary>
    Task<long> GetVersionAsync(CancellationToken cancellationToken);

    /// <summary>There is at least one administrator token that is valid.</summary>
    Task<bool> HasAdminAsync(CancellationToken cancellationToken);

    /// <summary>The cluster secret: 32 random bytes shared by the silos of a cluster.</summary>
    Task<byte[]> GetClusterSecretAsync(CancellationToken cancellationToken);
}
