namespace FuncX.Actors.EndpointAgent.Serving;

/// <summary>Why an agent ended.</summary>
/// <param name="IsFailure">Not as asked.</param>
/// <param name="Message">One line that says what and what to do.</param>
internal sealed record AgentEnd(bool IsFailure, string Message);
