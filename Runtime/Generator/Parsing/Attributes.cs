using Microsoft.CodeAnalysis;

namespace FuncX.Actors.Runtime.Generator.Parsing;

/// <summary>Attributes by their full names.</summary>
internal static class Attributes
{
    public const string GenerateSerializer = "Orleans.GenerateSerializerAttribute", Id = "Orleans.IdAttribute", Alias = "Orleans.AliasAttribute",
        Immutable = "Orleans.ImmutableAttribute", ResponseTimeout = "Orleans.ResponseTimeoutAttribute", GrainType = "Orleans.GrainTypeAttribute",
        KeepAlive = "Orleans.KeepAliveAttribute", CollectionAgeLimit = "Orleans.CollectionAgeLimitAttribute", Reentrant = "Orleans.Concurrency.ReentrantAttribute",
        AlwaysInterleave = "Orleans.Concurrency.AlwaysInterleaveAttribute", ReadOnly = "Orleans.Concurrency.ReadOnlyAttribute",
        OneWay = "Orleans.Concurrency.OneWayAttribute", StatelessWorker = "Orleans.Concurrency.StatelessWorkerAttribute",
        PersistentState = "Orleans.Runtime.PersistentStateAttribute", FromKeyedServices = "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute",
        ActivatorConstructor = "Microsoft.Extensions.DependencyInjection.ActivatorUtilitiesConstructorAttribute";

    public static AttributeData? Find(ISymbol symbol, string name) => Find(symbol.GetAttributes(), name);

    public static AttributeData? Find(IEnumerable<AttributeData> attributes, string name)
        => attributes.FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == name);

    public static bool Has(ISymbol symbol, string name) => Find(symbol, name) is not null;

    /// <summary>The first constructor argument, if it is a text.</summary>
    public static string? Text(ISymbol symbol, string name) => Find(symbol, name) is { } found ? Argument(found, 0) as string : null;

    public static object? Argument(AttributeData attribute, int index)
        => attribute.ConstructorArguments.Length > index ? attribute.ConstructorArguments[index].Value : null;

    public static object? Named(AttributeData attribute, string name)
        => attribute.NamedArguments.FirstOrDefault(pair => pair.Key == name).Value is { IsNull: false } value ? value.Value : null;

    public static uint? WireId(ISymbol symbol) => Find(symbol, Id) is { } found ? Argument(found, 0) as uint? : null;
}
