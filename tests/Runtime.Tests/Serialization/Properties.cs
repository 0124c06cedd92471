using FsCheck;
using FsCheck.Fluent;

namespace FuncX.Actors.Runtime.Tests.Serialization;

/// <summary>Runs a property with a seed that is printed, and that FUNCX_TEST_SEED sets.</summary>
internal static class Properties
{
    public static void Hold<T>(Arbitrary<T> values, Action<T> check, int count = 300)
    {
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable("FUNCX_TEST_SEED"), out var given) ? given : (ulong)System.Random.Shared.NextInt64();
        TestContext.Current.TestOutputHelper?.WriteLine($"FUNCX_TEST_SEED={seed}");
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(count).WithQuietOnSuccess(true).WithReplay(seed, 1 | seed), Prop.ForAll(values, check));
    }

    public static void Hold<T>(Action<T> check, int count = 300) => Hold(ArbMap.Default.ArbFor<T>(), check, count);

    /// <summary>A generator of random bytes and choices for tests that mutate; the seed is printed.</summary>
    public static Random Random()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FUNCX_TEST_SEED"), out var given) ? given : System.Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"FUNCX_TEST_SEED={seed}");
        return new Random(seed);
    }
}
