using FuncX.Actors.Runtime.Codegen;
using FuncX.Actors.Runtime.Tests.Codegen;
using Orleans.Serialization;
using Orleans.Storage;

namespace FuncX.Actors.Runtime.Tests.Serialization;

public sealed class ExceptionSerializerTests
{
    [Fact]
    public void Read_GeneratedException_KeepsTypeFieldsMessageAndStack()
    {
        var exception = Assert.IsType<TooLargeException>(RoundTrip(Thrown(new TooLargeException("too large", 123) { Hint = "send less" })));
        Assert.Equal(("too large", 123, "send less"), (exception.Message, exception.Size, exception.Hint));
        Assert.Contains(nameof(Thrown), exception.StackTrace, StringComparison.Ordinal);
        Assert.Contains(nameof(Thrown), Assert.Throws<TooLargeException>(void () => throw exception).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_KnownExceptions_KeepTheirTypes()
    {
        foreach (var exception in new Exception[]
        {
            new ArgumentException("m"), new InvalidOperationException("m"), new TimeoutException("m"), new OperationCanceledException("m"),
            new KeyNotFoundException("m"), new NotSupportedException("m"), new FormatException("m"), new ObjectDisposedException("m"),
            new SiloUnavailableException("m"), new InconsistentStateException("m"), new LimitExceededException("m"), new OrleansException("m"),
        })
        {
            var read = RoundTrip(exception);
            Assert.Equal((exception.GetType(), exception.Message), (read.GetType(), read.Message));
        }
    }

    [Fact]
    public void Read_UnknownException_ArrivesAsFallbackWithItsName()
    {
        var read = Assert.IsType<UnavailableExceptionFallbackException>(RoundTrip(Thrown(new UnmarkedException("secret recipe"))));
        Assert.Equal((typeof(UnmarkedException).FullName, "secret recipe"), (read.ExceptionType, read.Message));
        Assert.Contains(nameof(Thrown), read.ToString(), StringComparison.Ordinal);
        Assert.Equal(read.ExceptionType, Assert.IsType<UnavailableExceptionFallbackException>(RoundTrip(read)).ExceptionType);
    }

    [Fact]
    public void Read_InnerExceptions_AreKeptUpToTheLimit()
    {
        Exception exception = new InvalidOperationException("0");
        for (var i = 1; i < 50; i++) exception = new InvalidOperationException($"{i}", exception);
        var read = RoundTrip(exception);
        var depth = 0;
        for (var inner = read.InnerException; inner is not null; inner = inner.InnerException) depth++;
        Assert.Equal(ExceptionSerializer.MaxCauses, depth);
    }

    [Fact]
    public void Write_HugeMessage_IsCut() => Assert.Equal(64 * 1024, RoundTrip(new InvalidOperationException(new string('x', 1_000_000))).Message.Length);

    [Fact]
    public void Write_MessageThatThrows_StillTravels()
        => Assert.Contains("cannot be read", RoundTrip(new UnreadableException()).Message, StringComparison.Ordinal);

    private static Exception RoundTrip(Exception exception)
    {
        using var buffer = new WireBuffer();
        var writer = new WireWriter(buffer);
        ExceptionSerializer.Write(ref writer, exception);
        writer.Flush();
        var reader = new WireReader(buffer.ToArray());
        var result = ExceptionSerializer.Read(ref reader);
        Assert.Equal(0, reader.Remaining);
        return result;
    }

    private static Exception Thrown(Exception exception)
    {
        try
        {
            throw exception;
        }
        catch (Exception caught)
        {
            return caught;
        }
    }

    private sealed class UnmarkedException(string message) : Exception(message);

    private sealed class UnreadableException : Exception
    {
        public override string Message => throw new NotSupportedException("no message");
    }
}
