using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace FuncX.Actors.Grains.Security;

/// <summary>Makes and hashes token texts.</summary>
public static class Tokens
{
    /// <summary><c>fx_</c> and 256 random bits in base64url.</summary>
    public static string New() => "fx_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>SHA-256 of the text: what is stored and compared.</summary>
    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));
}
