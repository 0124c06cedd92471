using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Orleans.Serialization;

namespace FuncX.Actors.Runtime.Codegen;

/// <summary>Writes and reads exceptions: type by alias or name, message, stack, cause, and the fields of generated types.</summary>
public static class ExceptionSerializer
{
    /// <summary>Causes that travel with an exception; deeper ones are cut.</summary>
    public const int MaxCauses = 8;

    private const int MaxText = 64 * 1024;
    private const uint Name = 0, Message = 1, Stack = 2, Cause = 3, Fields = 4;

    /// <summary>Writes a group. Never fails for what the exception is; texts are cut at 64 Ki characters.</summary>
    public static void Write(ref WireWriter writer, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        Write(ref writer, exception, 0);
    }

    /// <summary>Reads a group: the same type if it is known here, else <see cref="UnavailableExceptionFallbackException"/>.</summary>
    /// <exception cref="WireFormatException">The bytes are malformed.</exception>
    public static Exception Read(ref WireReader reader)
    {
        string name = string.Empty, message = string.Empty;
        string? stack = null;
        Exception? cause = null, result = null;
        reader.Enter();
        while (reader.ReadHeader(out var id, out var type))
        {
            if (id == Name && type == WireType.Bytes) name = reader.ReadString();
            else if (id == Message && type == WireType.Bytes) message = reader.ReadString();
            else if (id == Stack && type == WireType.Bytes) stack = reader.ReadString();
            else if (id == Cause && type == WireType.Group) cause = Read(ref reader);
            else if (id == Fields && type == WireType.Group) result = ReadGenerated(ref reader, name, message, cause);
            else reader.Skip(type);
        }

        reader.Leave();
        result ??= KnownExceptions.TryCreate(name, message, cause) ?? new UnavailableExceptionFallbackException(message, cause) { ExceptionType = name };
        if (!string.IsNullOrEmpty(stack)) ExceptionDispatchInfo.SetRemoteStackTrace(result, stack);
        return result;
    }

    private static void Write(ref WireWriter writer, Exception exception, int depth)
    {
        writer.Enter();
        var generated = CodegenRegistry.TryGetException(exception.GetType());
        var name = generated?.Alias ?? (exception as UnavailableExceptionFallbackException)?.ExceptionType ?? exception.GetType().FullName;
        writer.WriteStringField(Name, name);
        writer.WriteStringField(Message, Cut(MessageOf(exception)));
        writer.WriteStringField(Stack, Cut(exception.StackTrace));
        if (exception.InnerException is { } cause && depth < MaxCauses)
        {
            writer.WriteHeader(Cause, WireType.Group);
            Write(ref writer, cause, depth + 1);
        }

        if (generated is { } known)
        {
            writer.WriteHeader(Fields, WireType.Group);
            writer.Enter();
            known.Codec.WriteFields(ref writer, exception);
            writer.Leave();
        }

        writer.End();
    }

    private static Exception? ReadGenerated(ref WireReader reader, string name, string message, Exception? cause)
    {
        if (CodegenRegistry.TryGetException(name) is not { } codec)
        {
            reader.Skip(WireType.Group);
            return null;
        }

        var result = codec.CreateUninitialized();
        Initialize(result, message, cause);
        reader.Enter();
        codec.ReadFields(ref reader, result);
        reader.Leave();
        return result;
    }

    private static string MessageOf(Exception exception)
    {
        try
        {
            return exception.Message;
        }
        catch (Exception failure)
        {
            return $"(the message of {exception.GetType().Name} cannot be read: {failure.GetType().Name})";
        }
    }

    private static string? Cut(string? text) => text is { Length: > MaxText } ? text[..MaxText] : text;

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = ".ctor")]
    private static extern void Initialize(Exception instance, string? message, Exception? innerException);
}
