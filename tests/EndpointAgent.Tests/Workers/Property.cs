namespace FuncX.Actors.EndpointAgent.Tests.Workers;

/// <summary>Runs a random test with a printed seed; FUNCX_SEED repeats one.</summary>
internal static class Property
{
    public static void Check(int cases, Action<Random> test)
    {
        var first = int.TryParse(Environment.GetEnvironmentVariable("FUNCX_SEED"), out var seed) ? seed : Random.Shared.Next();
        for (var i = 0; i < cases; i++)
        {
            try
            {
                test(new Random(first + i));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"FUNCX_SEED={first + i} repeats it (case {i} of {cases})", e);
            }
        }
    }
}
