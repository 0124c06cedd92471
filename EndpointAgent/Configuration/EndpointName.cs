namespace FuncX.Actors.EndpointAgent.Configuration;

/// <summary>Rules for the local name of an endpoint, which names its folder.</summary>
internal static class EndpointName
{
    /// <summary>Longest name.</summary>
    public const int MaxLength = 128;

    private static readonly System.Buffers.SearchValues<char> Forbidden =
        System.Buffers.SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (char)i), '\x7f', '/', '\\', '\'', '"']);

    /// <summary>What is wrong with a name, or null.</summary>
    public static string? Check(string name)
    {
        if (name.Length is 0 or > MaxLength)
            return $"An endpoint's name has 1 to {MaxLength} characters, this one {name.Length}.";
        if (name[0] == '.')
            return "An endpoint's name must not begin with a dot.";
        var bad = name.AsSpan().IndexOfAny(Forbidden);
        return bad < 0 && !name.Any(char.IsWhiteSpace) ? null : "An endpoint's name must not contain white space, control characters, slashes or quotes.";
    }
}
