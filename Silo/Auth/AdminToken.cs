using System.Text;
using FuncX.Actors.Grains.Security;
using FuncX.Actors.Silo.Memory;

namespace FuncX.Actors.Silo.Auth;

/// <summary>The administrator's token of the first start: in a 0600 file of the data directory, printed never.</summary>
internal static class AdminToken
{
    public const string FileName = "admin.token";
    public const string User = "admin";

    /// <summary>Makes the token if the cluster has none, or if a new one is asked for.</summary>
    /// <returns>The file, and whether it is new.</returns>
    public static async Task<(string Path, bool IsNew)> EnsureAsync(ITokenStore store, string dataDirectory, bool forceNew, TimeProvider clock, CancellationToken cancellationToken)
    {
        var path = Path.Combine(dataDirectory, FileName);
        var kept = !forceNew && File.Exists(path) ? (await File.ReadAllTextAsync(path, cancellationToken)).Trim() : null;
        if (kept is not null && await store.FindAsync(Tokens.Hash(kept), cancellationToken) is not null)
            return (path, false);
        if (!forceNew && !File.Exists(path) && await store.HasAdminAsync(cancellationToken))
            return (path, false);
        // A throw-away silo knows no token: it takes the one that is there, which is the key of the database beside it.
        var adopts = store is MemoryTokenStore && kept is { Length: >= 32 };
        var token = adopts ? kept! : Tokens.New();
        if (!adopts)
            await WriteAsync(path, token, cancellationToken);
        await store.AddAsync(
            new TokenRecord
            {
                Hash = Tokens.Hash(token),
                Caller = new Caller { User = User, Roles = CallerRoles.User | CallerRoles.Admin, IsBulk = true },
                Label = "first start",
                CreatedAt = clock.GetUtcNow(),
            },
            cancellationToken);
        return (path, !adopts);
    }

    private static async Task WriteAsync(string path, string token, CancellationToken cancellationToken)
    {
        var temporary = path + ".new";
        File.Delete(temporary);
        await using (var file = new FileStream(temporary, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
            await file.WriteAsync(Encoding.ASCII.GetBytes(token + "\n"), cancellationToken);
        File.Move(temporary, path, overwrite: true);
    }
}
