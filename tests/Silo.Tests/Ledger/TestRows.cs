using System.Security.Cryptography;
using FuncX.Actors.Grains.Tasks;

namespace FuncX.Actors.Silo.Tests.Ledger;

/// <summary>Rows for tests; everything that a test does not name has one fixed value.</summary>
internal static class TestRows
{
    public static readonly DateTimeOffset Now = Truncated(TimeProvider.System.GetUtcNow());

    public static TaskRecord Task(
        EndpointId endpoint, string user = "ada", int priority = 5, TaskId? id = null, GroupId? group = null, byte[]? payload = null, DateTimeOffset? expiresAt = null)
    {
        var taskId = id ?? TaskId.New();
        var arguments = payload ?? [1, 2, 3];
        return new TaskRecord
        {
            Spec = new TaskSpec
            {
                Id = taskId,
                Endpoint = endpoint,
                Function = FunctionId.From(new Guid("00000000-0000-4000-8000-0000000000f1")),
                Payload = arguments,
                Priority = priority,
                Group = group,
            },
            User = user,
            SpecHash = SHA256.HashData(arguments),
            SubmittedAt = Now,
            ExpiresAt = expiresAt ?? Now.AddDays(14),
        };
    }

    public static OutcomeRecord Outcome(TaskRecord task, TaskState state = TaskState.Success, byte[]? result = null, DateTimeOffset? completedAt = null) => new()
    {
        Outcome = new TaskOutcome
        {
            Id = task.Spec.Id,
            State = state,
            Result = state == TaskState.Success ? result ?? [0x31] : null,
            Failure = state == TaskState.Success ? null : new TaskFailure { Kind = TaskFailureKind.UserException, Message = "no" },
            Attempts = 1,
            Group = task.Spec.Group,
            CompletedAt = completedAt ?? Now,
        },
        Endpoint = task.Spec.Endpoint,
        User = task.User,
        Function = task.Spec.Function,
    };

    public static AttemptRecord Attempt(TaskRecord task, AttemptEvent kind, int number = 1) => new()
    {
        Task = task.Spec.Id,
        Endpoint = task.Spec.Endpoint,
        Info = new AttemptInfo { Number = number, Event = kind, At = Now, Host = "node1", Worker = "w1" },
        Session = new AgentSession { Endpoint = task.Spec.Endpoint, OwnerEpoch = 3, Session = new Guid("00000000-0000-4000-8000-000000000005") },
    };

    private static DateTimeOffset Truncated(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);
}
