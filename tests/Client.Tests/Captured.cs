namespace FuncX.Actors.Client.Tests;

/// <summary>What is written to the console while it lives.</summary>
internal sealed class Captured : IDisposable
{
    private readonly TextWriter _out = Console.Out;
    private readonly TextWriter _error = Console.Error;
    private readonly StringWriter _newOut = new();
    private readonly StringWriter _newError = new();

    public Captured()
    {
        Console.SetOut(_newOut);
        Console.SetError(_newError);
    }

    public string Out => _newOut.ToString();

    public string Error => _newError.ToString();

    public void Dispose()
    {
        Console.SetOut(_out);
        Console.SetError(_error);
    }
}
