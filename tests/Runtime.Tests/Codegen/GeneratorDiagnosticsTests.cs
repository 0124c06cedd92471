namespace FuncX.Actors.Runtime.Tests.Codegen;

public sealed class GeneratorDiagnosticsTests
{
    private const string Record = "[GenerateSerializer] public sealed record Item { [Id(0)] public required string Name { get; init; } }";

    [Fact]
    public void Run_CorrectSource_CompilesWithoutWarnings() => Assert.Empty(GeneratorRun.Diagnose(
        Record,
        """
        namespace A.B
        {
            [Alias("x")]
            public interface IThing : IGrainWithStringKey
            {
                Task<Item?> FindAsync(string? name, List<string?> many, CancellationToken cancellationToken = default);
                ValueTask<int?> @new(int? @class);
                Task<Dictionary<string, Item>> AllAsync([Immutable] Item[]? items);
            }

            public partial interface IParts { Task OneAsync(); }
            public partial interface IParts : IGrainWithGuidKey { Task TwoAsync(); }
            public partial interface IParts : IGrain { Task ThreeAsync(); }

            internal interface IInner : IGrainObserver { void Told(Item item, DateTimeKind kind); }

            internal static class Outer
            {
                internal sealed class ThingGrain(IServiceProvider services, [Microsoft.Extensions.DependencyInjection.FromKeyedServices("k")] TimeProvider clock, IThing? other = null) : Grain, IThing
                {
                    public Task<Item?> FindAsync(string? name, List<string?> many, CancellationToken cancellationToken) => Task.FromResult<Item?>(null);
                    public ValueTask<int?> @new(int? @class) => new(@class);
                    public Task<Dictionary<string, Item>> AllAsync(Item[]? items) => Task.FromResult(new Dictionary<string, Item>());
                    public override string ToString() => $"{services} {clock} {other}";
                }
            }

            [GenerateSerializer] public class LimitException(string message) : Exception(message) { [Id(0)] public List<string?>? Names { get; set; } }
            [GenerateSerializer] public readonly record struct Key(Guid Value);
            [GenerateSerializer] public struct Pair { [Id(0)] public int A; [Id(1)] public string? B { get; private set; } [Id(2)] private Key _key; public override string ToString() => $"{_key}"; }
            [GenerateSerializer] public enum Level { Low, High }
            [GenerateSerializer] public sealed record Position(int X, [property: Id(7)] string? Name) { [Id(3)] public Level Level { get; init; } = Level.High; [Id(4)] public List<int> Numbers { get; init; } = []; }
        }
        """));

    [Fact]
    public void Run_MethodThatReturnsNoTask_IsRefused()
        => GeneratorRun.Expect("FXG001", "IThing.Get' returns 'int'", "public interface IThing : IGrainWithGuidKey { int Get(); }");

    [Fact]
    public void Run_VoidOnAGrainInterface_IsRefused()
        => GeneratorRun.Expect("FXG001", "void only on observers", "public interface IThing : IGrainWithGuidKey { void Tell(); }");

    [Theory]
    [InlineData("Task Set(object value)", "IThing.Set(value)")]
    [InlineData("Task Set(List<Version> value)", "'Version' with [GenerateSerializer]")]
    [InlineData("Task<IReadOnlyList<int>> Get()", "IThing.Get (result)")]
    [InlineData("Task Set(int[,] value)", "int[*,*]")]
    [InlineData("Task Set(ReadOnlyMemory<char> value)", "ReadOnlyMemory<char>")]
    [InlineData("Task Set(Exception value)", "Exception")]
    public void Run_TypeWithoutSerializer_IsRefused(string method, string text)
        => GeneratorRun.Expect("FXG002", text, $"public interface IThing : IGrainWithGuidKey {{ {method}; }}");

    [Fact]
    public void Run_MemberWithoutSerializer_IsRefused() => GeneratorRun.Expect(
        "FXG002", "Box.Inside", "public sealed class Plain; [GenerateSerializer] public sealed record Box { [Id(0)] public required Plain Inside { get; init; } }");

    [Fact]
    public void Run_DuplicateId_IsRefused() => GeneratorRun.Expect(
        "FXG003", "'B' has the same [Id(1)] as 'A'", "[GenerateSerializer] public sealed record Box { [Id(1)] public int A { get; init; } [Id(1)] public int B { get; init; } }");

    [Fact]
    public void Run_DuplicateAliasOfTypes_IsRefused() => GeneratorRun.Expect(
        "FXG004", "same wire name \"a\"", "[GenerateSerializer, Alias(\"a\")] public sealed record A;", "[GenerateSerializer, Alias(\"a\")] public sealed record B;");

    [Fact]
    public void Run_DuplicateAliasOfInterfaces_IsRefused() => GeneratorRun.Expect(
        "FXG004", "'IB'", "[Alias(\"a\")] public interface IA : IGrainWithGuidKey;", "[Alias(\"a\")] public interface IB : IGrainWithGuidKey;");

    [Fact]
    public void Run_DuplicateAliasOfMethods_IsRefused() => GeneratorRun.Expect(
        "FXG004", "'Two'", "public interface IA : IGrainWithGuidKey { [Alias(\"x\")] Task One(); [Alias(\"x\")] Task Two(); }");

    [Fact]
    public void Run_TwoTokens_AreRefused() => GeneratorRun.Expect(
        "FXG005", "IA.One", "public interface IA : IGrainWithGuidKey { Task One(CancellationToken a, CancellationToken b); }");

    [Fact]
    public void Run_Overloads_AreRefused() => GeneratorRun.Expect(
        "FXG006", "'One' is overloaded in 'IA'", "public interface IA : IGrainWithGuidKey { Task One(); Task One(int a); }");

    [Theory]
    [InlineData("public interface IA : IGrainWithGuidKey { Task One<T>(); }")]
    [InlineData("public interface IA<T> : IGrainWithGuidKey { Task One(); }")]
    [InlineData("[GenerateSerializer] public sealed record Box<T> { [Id(0)] public int A { get; init; } }")]
    public void Run_Generic_IsRefused(string source) => GeneratorRun.Expect("FXG007", "generic", source);

    [Fact]
    public void Run_SettableMemberWithoutId_IsRefused() => GeneratorRun.Expect(
        "FXG008", "'B' of 'Box'", "[GenerateSerializer] public sealed record Box { [Id(0)] public int A { get; init; } public int B { get; init; } public int C => A; }");

    [Theory]
    [InlineData("[GenerateSerializer] public record Box { [Id(0)] public int A { get; init; } }")]
    [InlineData("public record Base; [GenerateSerializer] public sealed record Box : Base { [Id(0)] public int A { get; init; } }")]
    public void Run_TypeOpenToInheritance_IsRefused(string source) => GeneratorRun.Expect("FXG009", "must be sealed", source);

    [Fact]
    public void Run_PrivateNestedType_IsRefused() => GeneratorRun.Expect(
        "FXG010", "Box", "public static class Outer { [GenerateSerializer] private sealed record Box { [Id(0)] public int A { get; init; } } }");

    [Fact]
    public void Run_PropertyOnAGrainInterface_IsRefused()
        => GeneratorRun.Expect("FXG011", "IA.Name", "public interface IA : IGrainWithGuidKey { string Name { get; } }");

    [Fact]
    public void Run_ParameterByReference_IsRefused()
        => GeneratorRun.Expect("FXG012", "IA.One(a)", "public interface IA : IGrainWithGuidKey { Task One(in int a); }");

    [Theory]
    [InlineData("[GenerateSerializer] public sealed class Box(int a) { [Id(0)] public int A { get; } = a; }")]
    [InlineData("public sealed class Thing : Grain { private Thing() { } }")]
    public void Run_NoUsableConstructor_IsRefused(string source) => GeneratorRun.Expect("FXG013", "constructor", source);
}
