using FuncX.Actors.Faults.Tests;
using Xunit.Runner.InProc.SystemConsole;

return args is [SubmittingClient.Word, .. var rest] ? await SubmittingClient.RunAsync(rest) : await ConsoleRunner.Run(args);
