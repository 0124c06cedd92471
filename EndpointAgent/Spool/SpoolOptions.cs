using Microsoft.Win32.SafeHandles;

namespace FuncX.Actors.EndpointAgent.Spool;

/// <summary>Writes bytes at an offset of a file, all or an exception.</summary>
internal delegate void SpoolWrite(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset);

/// <summary>Bounds of the spool.</summary>
internal sealed record SpoolOptions
{
    /// <summary>Folder of the segment files; made if it is missing.</summary>
    public required string Directory { get; init; }

    /// <summary>A segment beyond this size is followed by the next. Default 8 MiB.</summary>
    public long SegmentBytes { get; init; } = 8 << 20;

    /// <summary>More segments than this are compacted: what lives in the oldest moves to the newest. Default 4.</summary>
    public int MaxSegments { get; init; } = 4;

    /// <summary>More bytes than this make the spool full. Default 1 GiB.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>Names the boot of this machine: what was written before another boot may be incomplete. Default the kernel's boot id.</summary>
    public string BootId { get; init; } = ReadBootId();

    /// <summary>How bytes reach the disk. Default a plain write; tests make it fail.</summary>
    public SpoolWrite Write { get; init; } = RandomAccess.Write;

    private static string ReadBootId()
    {
        const string path = "/proc/sys/kernel/random/boot_id";
        return File.Exists(path) ? File.ReadAllText(path).Trim() : "unknown";
    }
}
