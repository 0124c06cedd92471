namespace FuncX.Actors.Grains.Functions;

/// <summary>Which registrations are acceptable: pure.</summary>
internal static class FunctionRules
{
    public const int MaxBodyBytes = 1024 * 1024;
    private const int MaxNameChars = 256;
    private const int MaxDescriptionChars = 4096;
    private static readonly string[] Formats = ["st", "sd", "01", "02", "03", "04", "10", "12"];

    /// <exception cref="TooLargeException">The body is over the limit.</exception>
    /// <exception cref="InvalidRequestException">Anything else.</exception>
    public static void Check(FunctionSpec spec)
    {
        if (string.IsNullOrWhiteSpace(spec.Name) || spec.Name.Length > MaxNameChars)
            throw new InvalidRequestException($"A function needs a name of 1 to {MaxNameChars} characters.");
        if (spec.Description?.Length > MaxDescriptionChars)
            throw new InvalidRequestException($"The description has {spec.Description.Length:N0} characters, more than {MaxDescriptionChars:N0}.");
        if (spec.Body is null || spec.Body.Length == 0)
            throw new InvalidRequestException("The function has no body.");
        if (spec.Body.Length > MaxBodyBytes)
            throw new TooLargeException("The function's body in bytes", spec.Body.Length, MaxBodyBytes);
        if (!PackedBuffers.TryUnpack(spec.Body, out var buffers) || buffers.Count != 1)
        {
            throw new InvalidRequestException("The function's body is not one packed buffer.",
                "Send its length in code points, a line feed, a two-character format such as st, a line feed, and name:source.");
        }
        var format = buffers[0].Split('\n', 2)[0];
        if (!Formats.Contains(format))
            throw new InvalidRequestException($"The function's body has the unknown format '{Text.Printable(format, 16)}'.", "Known formats: " + string.Join(", ", Formats) + ".");
    }
}
