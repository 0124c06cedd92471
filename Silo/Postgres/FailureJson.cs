using System.Text.Json;
using System.Text.Json.Serialization;

namespace FuncX.Actors.Silo.Postgres;

/// <summary><see cref="TaskFailure"/> as it stands in <c>outcomes.failure</c>.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TaskFailure))]
internal sealed partial class FailureJson : JsonSerializerContext
{
    public static string? Write(TaskFailure? failure) => failure is null ? null : JsonSerializer.Serialize(Storable(failure), Default.TaskFailure);

    public static TaskFailure? Read(string? json)
    {
        try
        {
            return json is null ? null : JsonSerializer.Deserialize(json, Default.TaskFailure);
        }
        catch (JsonException)
        {
            return new TaskFailure { Kind = Actors.TaskFailureKind.Internal, Message = "The stored failure was written by a newer version: " + Text.Printable(json, 500) };
        }
    }

    private static TaskFailure Storable(TaskFailure failure) => failure with
    {
        Message = Column.Storable(failure.Message)!,
        Hint = Column.Storable(failure.Hint)!,
        RemoteType = Column.Storable(failure.RemoteType),
        Traceback = Column.Storable(failure.Traceback),
        Host = Column.Storable(failure.Host),
    };
}
