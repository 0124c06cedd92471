namespace FuncX.Actors.EndpointAgent.Configuration;

/// <summary>Rules for the local name of an endpoint, which names its folder.</summary>
internal static class EndpointName
{
    /// <summary>Longest name.</summary>
    public const int MaxLength = 128;

    /// <summary>What is wrong with a name, or null.</summary>
    public static string? Check(string name)
    {
        if (name.Length is 0 or > MaxLength)
            return $"An endpoint's name has 1 to {MaxLength} characters, this one {name.Length}.";
        if (name[0] == '.')
            return "An endpoint's name must not begin with a dot.";
        return name.FirstOrDefault(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '/' or '\\' or '\'' or '"') is var bad and not '\0'
            ? $"An endpoint's name must not contain {(char.IsWhiteSpace(bad) || char.IsControl(bad) ? "white space" : $"{bad}")}."
            : null;
    }
}
