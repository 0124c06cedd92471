namespace FuncX.Actors.EndpointAgent.Commands;

/// <summary>A command ends with this one message (what, where, what to do) and code.</summary>
internal sealed class CommandException(int code, string message) : Exception(message)
{
    /// <summary>One of <see cref="ExitCode"/>.</summary>
    public int Code { get; } = code;
}
