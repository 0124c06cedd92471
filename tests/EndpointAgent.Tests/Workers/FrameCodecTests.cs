using System.Buffers;
using System.Buffers.Binary;
using FuncX.Actors.EndpointAgent.Workers;

namespace FuncX.Actors.EndpointAgent.Tests.Workers;

[Trait("Category", "Unit")]
public sealed class FrameCodecTests
{
    [Fact]
    public void WriteTask_AnyCall_HasTheDocumentedLayout()
    {
        var output = new ArrayBufferWriter<byte>();
        var hash = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();

        FrameCodec.WriteTask(output, 0x0102030405060708, hash, Guid.Parse("018f6e2a-0000-7000-8000-0123456789ab"), 77, "1100"u8, "payload"u8);

        Assert.Equal("6200000003" + "0807060504030201" + Convert.ToHexString(hash) + Convert.ToHexString("018f6e2a-0000-7000-8000-0123456789ab"u8) +
            "4D000000" + "00000000" + "00" + "02" + Convert.ToHexString("1100payload"u8), Convert.ToHexString(output.WrittenSpan));
    }

    [Fact]
    public void TryRead_FramesCutAnywhere_ComeOutWhole() => Property.Check(500, random =>
    {
        var output = new ArrayBufferWriter<byte>();
        List<byte[]> bodies = [];
        for (var i = random.Next(1, 8); i > 0; i--)
        {
            var body = new byte[random.Next(200)];
            random.NextBytes(body);
            bodies.Add([.. new byte[32], .. body]);
            FrameCodec.WriteFunction(output, new byte[32], body);
        }
        var at = 0;
        foreach (var body in bodies)
        {
            var end = at + random.Next(0, 5 + body.Length);
            ReadOnlySpan<byte> part = output.WrittenSpan[at..end];
            Assert.False(FrameCodec.TryRead(ref part, 1000, out _, out _));
            part = output.WrittenSpan[at..];
            Assert.True(FrameCodec.TryRead(ref part, 1000, out var kind, out var read));
            Assert.Equal(FrameKind.Function, kind);
            Assert.Equal(body, read.ToArray());
            at = output.WrittenCount - part.Length;
        }
        Assert.Equal(output.WrittenCount, at);
    });

    [Fact]
    public void ReadResult_WhatAWorkerWrites_IsTakenApart() => Property.Check(500, random =>
    {
        byte[] value = new byte[random.Next(50)], stdout = new byte[random.Next(50)], stderr = new byte[random.Next(50)];
        random.NextBytes(value);
        random.NextBytes(stdout);
        random.NextBytes(stderr);
        var head = new byte[34];
        BinaryPrimitives.WriteUInt64LittleEndian(head, 9);
        head[8] = (byte)random.Next(2);
        BinaryPrimitives.WriteUInt64LittleEndian(head.AsSpan(9), 1_000);
        BinaryPrimitives.WriteUInt64LittleEndian(head.AsSpan(17), 3_500);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(25), stdout.Length);
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(29), stderr.Length);
        head[33] = (byte)random.Next(4);

        var result = FrameCodec.ReadResult([.. head, .. value, .. stdout, .. stderr]);

        Assert.Equal((9ul, head[8] == 0, 25L), (result.Nonce, result.IsSuccess, result.Duration.Ticks));
        Assert.Equal((value, stdout, stderr), (result.Body, result.Stdout, result.Stderr), Same);
        Assert.Equal(head[33], (result.IsStdoutCut ? 1 : 0) + (result.IsStderrCut ? 2 : 0));
    });

    [Fact]
    public void Read_RandomBytes_ThrowsOnlyProtocolException() => Property.Check(5_000, random =>
    {
        var bytes = new byte[random.Next(100)];
        random.NextBytes(bytes);
        if (bytes.Length > 4 && random.Next(2) == 0)
            BinaryPrimitives.WriteInt32LittleEndian(bytes, random.Next(bytes.Length));
        try
        {
            ReadOnlySpan<byte> rest = bytes;
            while (FrameCodec.TryRead(ref rest, 1000, out var kind, out var body))
            {
                if (kind == FrameKind.Hello)
                    FrameCodec.ReadHello(body);
                else
                    FrameCodec.ReadResult(body);
            }
        }
        catch (WorkerProtocolException e)
        {
            Assert.NotEmpty(e.Message);
        }
    });

    [Theory]
    [InlineData("""{"protocol": 2, "oldest": 1, "pid": 3, "python": "3.14.0", "dill": null, "more": []}""", true)]
    [InlineData("""{"protocol": 2, "oldest": 2, "pid": 3, "python": "3.14.0"}""", false)]
    [InlineData("""{"protocol": 0, "pid": 3, "python": "3.14.0"}""", false)]
    [InlineData("""{"protocol": 1}""", false)]
    [InlineData("null", false)]
    [InlineData("", false)]
    public void ReadHello_Versions_MustMeet(string json, bool accepted)
    {
        var body = System.Text.Encoding.UTF8.GetBytes(json);
        if (accepted)
            Assert.Equal(3, FrameCodec.ReadHello(body).ProcessId);
        else
            Assert.Throws<WorkerProtocolException>(() => FrameCodec.ReadHello(body));
    }

    private static bool Same((byte[] A, byte[] B, byte[] C) x, (byte[] A, byte[] B, byte[] C) y) =>
        x.A.AsSpan().SequenceEqual(y.A) && x.B.AsSpan().SequenceEqual(y.B) && x.C.AsSpan().SequenceEqual(y.C);
}
