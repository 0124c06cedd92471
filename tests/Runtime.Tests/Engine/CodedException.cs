namespace FuncX.Actors.Runtime.Tests.Engine;

[GenerateSerializer]
[Alias("test.CodedException")]
public sealed class CodedException : Exception
{
    public CodedException()
    {
    }

    public CodedException(int code, string message)
        : base(message) => Code = code;

    [Id(0)]
    public int Code { get; init; }
}
