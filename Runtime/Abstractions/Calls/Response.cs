using System.Runtime.ExceptionServices;
using FuncX.Actors.Runtime.Codegen;

namespace Orleans.Serialization.Invocation;

/// <summary>What a call came to: a value, nothing, or a failure.</summary>
public abstract class Response : IDisposable
{
    /// <summary>The response of a call without a value.</summary>
    public static Response Completed => CompletedResponse.Instance;

    /// <summary>The value, boxed; null if there is none. Reading it from a failure throws the failure.</summary>
    public abstract object? Result { get; set; }

    /// <summary>The failure, or null.</summary>
    public abstract Exception? Exception { get; set; }

    /// <summary>A failure.</summary>
    public static Response FromException(Exception exception) => new ExceptionResponse { Exception = exception };

    /// <summary>A value.</summary>
    public static Response FromResult<TResult>(TResult value) => new ValueResponse<TResult>(value);

    /// <summary>The value; throws the failure.</summary>
    public abstract T GetResult<T>();

    /// <inheritdoc />
    public abstract void Dispose();

    /// <summary>Writes the value as field 0, or nothing if it is null or a default. A failure writes nothing: see <see cref="ExceptionSerializer"/>.</summary>
    internal virtual void WriteResult(ref WireWriter writer)
    {
    }

    /// <summary>A response whose value the receiver may change.</summary>
    internal virtual Response CopyResult() => this;

    private sealed class CompletedResponse : Response
    {
        public static readonly CompletedResponse Instance = new();

        public override object? Result
        {
            get => null;
            set => throw new InvalidOperationException("The method returns no value.");
        }

        public override Exception? Exception
        {
            get => null;
            set => throw new InvalidOperationException("This response is shared: assign a new one with Response.FromException.");
        }

        public override T GetResult<T>() => default!;

        public override void Dispose()
        {
        }

        public override string ToString() => "[void]";
    }

    private sealed class ExceptionResponse : Response
    {
        public override object? Result
        {
            get => Rethrow<object>();
            set => throw new InvalidOperationException("The call failed: assign a new response with Response.FromResult.");
        }

        public override Exception? Exception { get; set; }

        public override T GetResult<T>() => Rethrow<T>();

        public override void Dispose()
        {
        }

        public override string ToString() => Exception?.ToString() ?? "[failed]";

        private T Rethrow<T>()
        {
            if (Exception is { } exception) ExceptionDispatchInfo.Throw(exception);
            return default!;
        }
    }
}
