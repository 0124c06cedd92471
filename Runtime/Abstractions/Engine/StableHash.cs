using System.Buffers.Binary;
using System.Numerics;

namespace FuncX.Actors.Runtime;

/// <summary>xxHash32: the same on every machine and in every version, because placement depends on it.</summary>
internal static class StableHash
{
    private const uint P1 = 2654435761, P2 = 2246822519, P3 = 3266489917, P4 = 668265263, P5 = 374761393;

    public static uint Compute(ReadOnlySpan<byte> data, uint seed = 0)
    {
        unchecked
        {
            var length = (uint)data.Length;
            uint hash;
            if (data.Length >= 16)
            {
                uint a = seed + P1 + P2, b = seed + P2, c = seed, d = seed - P1;
                do
                {
                    a = Round(a, BinaryPrimitives.ReadUInt32LittleEndian(data));
                    b = Round(b, BinaryPrimitives.ReadUInt32LittleEndian(data[4..]));
                    c = Round(c, BinaryPrimitives.ReadUInt32LittleEndian(data[8..]));
                    d = Round(d, BinaryPrimitives.ReadUInt32LittleEndian(data[12..]));
                    data = data[16..];
                }
                while (data.Length >= 16);
                hash = BitOperations.RotateLeft(a, 1) + BitOperations.RotateLeft(b, 7) + BitOperations.RotateLeft(c, 12) + BitOperations.RotateLeft(d, 18);
            }
            else
            {
                hash = seed + P5;
            }

            hash += length;
            for (; data.Length >= 4; data = data[4..])
            {
                hash = BitOperations.RotateLeft(hash + (BinaryPrimitives.ReadUInt32LittleEndian(data) * P3), 17) * P4;
            }

            foreach (var value in data)
            {
                hash = BitOperations.RotateLeft(hash + (value * P5), 11) * P1;
            }

            hash = (hash ^ (hash >> 15)) * P2;
            hash = (hash ^ (hash >> 13)) * P3;
            return hash ^ (hash >> 16);
        }
    }

    private static uint Round(uint state, uint lane) => unchecked(BitOperations.RotateLeft(state + (lane * P2), 13) * P1);
}
