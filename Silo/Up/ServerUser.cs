namespace FuncX.Actors.Silo.Up;

/// <summary>PostgreSQL refuses to run as root, so root runs it as the user that the package made.</summary>
internal static class ServerUser
{
    public const string Name = "postgres";

    public static bool IsSwitched => Environment.IsPrivilegedProcess;

    /// <summary>The command line that runs a program as the server's user; it replaces itself, so the process id stays.</summary>
    public static string[] Command(string program, params ReadOnlySpan<string> arguments) => IsSwitched
        ? ["setpriv", $"--reuid={Name}", $"--regid={Name}", "--init-groups", program, .. arguments]
        : [program, .. arguments];

    public static Task<ProgramRun> RunAsync(string program, string[] arguments, TimeSpan bound, CancellationToken cancellationToken)
    {
        var command = Command(program, arguments);
        return ProgramRun.RunAsync(command[0], command[1..], bound, cancellationToken);
    }
}
