using System.Collections.Concurrent;
using Orleans.Runtime;
using Orleans.Storage;

namespace FuncX.Actors.Runtime.Codegen;

/// <summary>Exceptions of the base library and of the engine that keep their type across the wire.</summary>
internal static class KnownExceptions
{
    private static readonly ConcurrentDictionary<string, Func<string, Exception?, Exception>> ByName = new(StringComparer.Ordinal)
    {
        [typeof(ArgumentException).FullName!] = static (message, cause) => new ArgumentException(message, cause),
        [typeof(ArgumentNullException).FullName!] = static (message, cause) => new ArgumentNullException(message, cause),
        [typeof(ArgumentOutOfRangeException).FullName!] = static (message, cause) => new ArgumentOutOfRangeException(message, cause),
        [typeof(ArithmeticException).FullName!] = static (message, cause) => new ArithmeticException(message, cause),
        [typeof(DivideByZeroException).FullName!] = static (message, cause) => new DivideByZeroException(message, cause),
        [typeof(OverflowException).FullName!] = static (message, cause) => new OverflowException(message, cause),
        [typeof(FormatException).FullName!] = static (message, cause) => new FormatException(message, cause),
        [typeof(InvalidCastException).FullName!] = static (message, cause) => new InvalidCastException(message, cause),
        [typeof(InvalidOperationException).FullName!] = static (message, cause) => new InvalidOperationException(message, cause),
        [typeof(ObjectDisposedException).FullName!] = static (message, cause) => new ObjectDisposedException(message, cause),
        [typeof(NotSupportedException).FullName!] = static (message, cause) => new NotSupportedException(message, cause),
        [typeof(KeyNotFoundException).FullName!] = static (message, cause) => new KeyNotFoundException(message, cause),
        [typeof(TimeoutException).FullName!] = static (message, cause) => new TimeoutException(message, cause),
        [typeof(OperationCanceledException).FullName!] = static (message, cause) => new OperationCanceledException(message, cause),
        [typeof(TaskCanceledException).FullName!] = static (message, cause) => new TaskCanceledException(message, cause),
        [typeof(UnauthorizedAccessException).FullName!] = static (message, cause) => new UnauthorizedAccessException(message, cause),
        [typeof(IOException).FullName!] = static (message, cause) => new IOException(message, cause),
        [typeof(InvalidDataException).FullName!] = static (message, cause) => new InvalidDataException(message, cause),
        [typeof(OrleansException).FullName!] = static (message, cause) => new OrleansException(message, cause),
        [typeof(OrleansMessageRejectionException).FullName!] = static (message, cause) => new OrleansMessageRejectionException(message, cause),
        [typeof(OrleansConfigurationException).FullName!] = static (message, cause) => new OrleansConfigurationException(message, cause),
        [typeof(SiloUnavailableException).FullName!] = static (message, cause) => new SiloUnavailableException(message, cause),
        [typeof(GatewayTooBusyException).FullName!] = static (message, cause) => new GatewayTooBusyException(message, cause),
        [typeof(LimitExceededException).FullName!] = static (message, cause) => new LimitExceededException(message, cause),
        [typeof(ClientNotAvailableException).FullName!] = static (message, _) => new ClientNotAvailableException(message),
        [typeof(InconsistentStateException).FullName!] = static (message, cause) => new InconsistentStateException(message, cause),
        [typeof(WireFormatException).FullName!] = static (message, cause) => new WireFormatException(message, cause),
    };

    /// <summary>Lets the engine add its own, before the first message.</summary>
    public static void Register<T>(Func<string, Exception?, T> create)
        where T : Exception
        => ByName[typeof(T).FullName!] = create;

    public static Exception? TryCreate(string name, string message, Exception? cause)
        => ByName.TryGetValue(name, out var create) ? create(message, cause) : null;
}
