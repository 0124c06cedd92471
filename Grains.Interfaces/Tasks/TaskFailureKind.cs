namespace FuncX.Actors;

/// <summary>Why a task failed. docs/failures.md has the cause and the next step of each.</summary>
[GenerateSerializer, Alias("funcx.TaskFailureKind")]
public enum TaskFailureKind
{
    /// <summary>A defect of this system.</summary>
    Internal = 0,

    /// <summary>The function raised.</summary>
    UserException = 1,

    /// <summary>The function called sys.exit().</summary>
    UserExit = 2,

    /// <summary>No wanted serializer takes the result.</summary>
    ResultNotSerializable = 3,

    /// <summary>The result is over the limit.</summary>
    ResultTooLarge = 4,

    /// <summary>The arguments cannot be decoded.</summary>
    PayloadMalformed = 5,

    /// <summary>The function's body cannot be decoded.</summary>
    FunctionMalformed = 6,

    /// <summary>The source does not define the named function.</summary>
    EntryPointMissing = 7,

    /// <summary>The worker lacks a module or the Python version that the payload needs.</summary>
    EnvironmentMismatch = 8,

    /// <summary>The worker process died, and no retry is left.</summary>
    WorkerLost = 9,

    /// <summary>The node's manager was lost, and no retry is left.</summary>
    ManagerLost = 10,

    /// <summary>The agent was lost, and no retry is left.</summary>
    AgentLost = 11,

    /// <summary>Its time to live ended before it was handed out.</summary>
    Expired = 12,

    /// <summary>It ran longer than its wall time.</summary>
    WallTimeExceeded = 13,

    /// <summary>It printed more than the worker may store.</summary>
    OutputTooLarge = 14,

    /// <summary>The function was deleted before the task ran.</summary>
    FunctionNotFound = 15,

    /// <summary>Somebody cancelled it; the message says who and why.</summary>
    Cancelled = 16,
}
