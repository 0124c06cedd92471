using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace FuncX.Actors.Runtime.Codegen;

/// <summary>Throws away from the hot path.</summary>
internal static class WireErrors
{
    [DoesNotReturn]
    public static void Limit(int depth) => throw new WireFormatException(depth > WireLimits.MaxDepth
        ? string.Create(CultureInfo.InvariantCulture, $"Nested deeper than {WireLimits.MaxDepth} levels; an object that contains itself cannot be sent.")
        : string.Create(CultureInfo.InvariantCulture, $"More than {WireLimits.MaxObjects} objects in one message: send it in parts."));

    [DoesNotReturn]
    public static void Truncated(int position, long needed, int left) => throw new WireFormatException(string.Create(
        CultureInfo.InvariantCulture, $"Truncated: {needed} bytes wanted at byte {position}, {left} left."));

    [DoesNotReturn]
    public static void Invalid(int position, string what) => throw new WireFormatException(string.Create(
        CultureInfo.InvariantCulture, $"Malformed: {what} at byte {position}."));
}
