using System.Net.Sockets;

namespace FuncX.Actors.Contracts.Tests.Surface;

/// <summary>The format is that of orleans-signatures.txt.</summary>
[Trait("Category", "Contract")]
public class SignatureTextTests
{
    [Fact]
    public void Members_OfEveryForm_AreWrittenAsInTheReference() =>
        Assert.Equal(
            new[]
            {
                "System.Func<object,System.Threading.Tasks.Task>? Made { get; init; }",
                "T? Anything<T>(T? value)",
                "field static int Limit",
                "protected ctor(string name, string? storage = null)",
                "protected virtual System.TimeSpan? Wait(System.Threading.CancellationToken token = null)",
                "static void Choose<TGrain>(System.Net.Sockets.AddressFamily family = InterNetwork, bool any = false) where TGrain : class, Orleans.IGrain",
                "void Read(in int first, out string? second, params byte[] rest)",
            }.Order(StringComparer.Ordinal),
            SignatureText.Members(typeof(Forms)));

    [Fact]
    public void Members_OfAnInterface_MarkTheDefaultImplementation() =>
        Assert.Equal(["void Must()", "void May() [default implementation]"], SignatureText.Members(typeof(IForms)).OrderByDescending(static m => m, StringComparer.Ordinal));

    [Theory]
    [InlineData(typeof(Forms), "abstract class")]
    [InlineData(typeof(IForms), "interface")]
    [InlineData(typeof(AddressFamily), "enum")]
    [InlineData(typeof(Guid), "struct")]
    [InlineData(typeof(Action), "delegate")]
    [InlineData(typeof(string), "sealed class")]
    [InlineData(typeof(Math), "static class")]
    public void Kind_OfEveryType_HasItsModifiers(Type type, string kind) => Assert.Equal(kind, SignatureText.Kind(type));

    internal interface IForms
    {
        void Must();

        void May()
        {
        }
    }

    internal abstract class Forms
    {
        public const int Limit = 3;

        protected Forms(string name, string? storage = null) => Made = _ => Task.FromResult(name + storage);

        public Func<object, Task>? Made { get; init; }

        public static void Choose<TGrain>(AddressFamily family = AddressFamily.InterNetwork, bool any = false)
            where TGrain : class, IGrain => Assert.True(any || family != 0);

        public T? Anything<T>(T? value) => value;

        public void Read(in int first, out string? second, params byte[] rest) => second = rest.Length > first ? "" : null;

        public override string ToString() => "";

        protected virtual TimeSpan? Wait(CancellationToken token = default) => token.CanBeCanceled ? TimeSpan.Zero : null;

        internal void Hidden()
        {
        }
    }
}
