using System.Reflection;

namespace FuncX.Actors.Runtime.Codegen;

/// <summary>Static facts of one grain or observer method, made once by generated code.</summary>
public sealed class GrainMethod
{
    private MethodInfo? _methodInfo;

    /// <summary>The interface that declares the method.</summary>
    public required GrainInterface Interface { get; init; }

    /// <summary>The method's name, or its <c>[Alias]</c>.</summary>
    public required string Name { get; init; }

    /// <summary>First eight bytes (little endian) of SHA-256 over <c>interfaceAlias/methodName</c>, computed at compile time; names the method on the wire.</summary>
    public required ulong Id { get; init; }

    /// <summary>Makes an empty request to read arguments into.</summary>
    public required Func<GrainRequest> CreateRequest { get; init; }

    /// <summary>Finds the method by reflection; called once, on first use.</summary>
    public required Func<MethodInfo> FindMethodInfo { get; init; }

    /// <summary>The type of the response value; <see cref="void"/> for Task, ValueTask and void.</summary>
    public required Type ResultType { get; init; }

    /// <summary><c>[OneWay]</c>, or an observer method that returns void.</summary>
    public bool IsOneWay { get; init; }

    /// <summary><c>[AlwaysInterleave]</c>.</summary>
    public bool AlwaysInterleave { get; init; }

    /// <summary><c>[ReadOnly]</c>.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The method takes a <see cref="CancellationToken"/>.</summary>
    public bool IsCancellable { get; init; }

    /// <summary><c>[return: Immutable]</c>, or a result type whose values never change: the result need not be copied.</summary>
    public bool IsResultImmutable { get; init; }

    /// <summary><c>[ResponseTimeout]</c>; null means the option's value.</summary>
    public TimeSpan? ResponseTimeout { get; init; }

    /// <summary>The interface method, for call filters.</summary>
    public MethodInfo MethodInfo => _methodInfo ??= FindMethodInfo();
}
