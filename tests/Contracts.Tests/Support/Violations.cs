namespace FuncX.Actors.Contracts.Tests.Support;

/// <summary>Fails with every violation of a rule at once.</summary>
internal static class Violations
{
    public static void None(string rule, IEnumerable<string> violations)
    {
        var found = violations.ToArray();
        if (found.Length > 0)
            Assert.Fail($"{rule}{Environment.NewLine}  {string.Join(Environment.NewLine + "  ", found)}");
    }
}
