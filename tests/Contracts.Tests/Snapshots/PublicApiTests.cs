using System.Reflection;
using FuncX.Actors.Contracts.Tests.Support;
using FuncX.Actors.Contracts.Tests.Surface;

namespace FuncX.Actors.Contracts.Tests.Snapshots;

[Trait("Category", "Contract")]
public class PublicApiTests
{
    [Fact]
    public void PublicApi_OfTheContracts_IsTheOneAgreedOn() => Snapshot.Matches("PublicApi/Grains.Interfaces.txt", Lines(Product.Contracts));

    [Fact]
    public void PublicApi_OfTheClient_IsTheOneAgreedOn() => Snapshot.Matches("PublicApi/Client.txt", Lines(Product.Client));

    private static IEnumerable<string> Lines(Assembly assembly) =>
        assembly.GetExportedTypes().Where(Product.IsWritten).OrderBy(static t => t.FullName, StringComparer.Ordinal)
            .SelectMany(static t => SignatureText.Members(t).Select(static m => "  " + m).Prepend(Head(t)));

    private static string Head(Type type)
    {
        var parents = type.GetInterfaces().Except(type.BaseType?.GetInterfaces() ?? []).Where(static i => !i.IsGenericType || i.GetGenericTypeDefinition() != typeof(IEquatable<>)).Select(TypeNames.Full).Order(StringComparer.Ordinal);
        if (type is { IsClass: true } && type.BaseType != typeof(object))
            parents = parents.Prepend(TypeNames.Full(type.BaseType!)).Order(StringComparer.Ordinal);
        var list = string.Join(", ", type.IsEnum || type.IsValueType ? [] : parents);
        return $"{SignatureText.Kind(type)} {TypeNames.Full(type)}{SignatureText.Constraints(type.GetGenericArguments())}{(list.Length == 0 ? "" : " : " + list)}";
    }
}
