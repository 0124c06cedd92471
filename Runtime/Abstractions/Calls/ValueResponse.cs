using FuncX.Actors.Runtime.Codegen;

namespace Orleans.Serialization.Invocation;

internal sealed class ValueResponse<TResult>(TResult value) : Response<TResult>
{
    private TResult _value = value;

    public override TResult? TypedResult
    {
        get => _value;
        set => _value = value!;
    }

    public override object? Result
    {
        get => _value;
        set => _value = (TResult)value!;
    }

    public override Exception? Exception
    {
        get => null;
        set => throw new InvalidOperationException("The call succeeded: assign a new response with Response.FromException.");
    }

    public override T GetResult<T>() => typeof(T) == typeof(TResult) ? (T)(object)_value! : (T)(object?)_value!;

    public override void Dispose()
    {
    }

    public override string? ToString() => _value?.ToString();

    internal override void WriteResult(ref WireWriter writer) => writer.WriteField(0, _value, WireCodec<TResult>.Get());

    internal override Response CopyResult()
    {
        var codec = WireCodec<TResult>.Get();
        return codec.IsImmutable || _value is null ? this : new ValueResponse<TResult>(codec.Copy(_value));
    }
}
