using System.Numerics;
using System.Runtime.CompilerServices;

namespace Telecom.Sla.Domain.Measurement;

/// <summary>
/// The buckets of an exponential histogram of scale 6 (OpenTelemetry data model): base = 2^(1/64), bucket i = (base^i, base^(i+1)].
/// </summary>
/// <remarks>
/// The index of an integer is computed exactly, without a floating logarithm. A value in the octave [2^k, 2^(k+1)) is shifted to a
/// 64-bit fraction x = value · 2^(63-k); its index is 64·k - 1 plus the number of thresholds 2^63 · 2^(j/64), j = 0 … 63, below x.
/// The thresholds are irrational but for j = 0, so comparing with their integer part is exact. Their integer parts are 64th roots of
/// powers of two: six integer square roots in a row (the floor of nested roots is the floor of the root). Within 1/256 of an octave
/// there is at most one threshold (they are 0.0109 apart or more), so a table of 256 starts and one comparison find the index.
/// </remarks>
public static class LogBuckets
{
    /// <summary>Scale of the histogram.</summary>
    public const int Scale = 6;

    /// <summary>Buckets per octave.</summary>
    public const int PerOctave = 1 << Scale;

    /// <summary>Bucket of the value 1.</summary>
    public const int First = -1;

    /// <summary>Bucket of the largest value, 2^63 - 1.</summary>
    public const int Last = (63 * PerOctave) - 1;

    private const int StartBits = 8;

    private static readonly ulong[] Thresholds = MakeThresholds();
    private static readonly byte[] Starts = MakeStarts();

    /// <summary>The bucket of a value.</summary>
    /// <param name="value">At least 1.</param>
    public static int IndexOf(long value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        return IndexOfPositive(value);
    }

    /// <summary>The bucket of a value that is known to be at least 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int IndexOfPositive(long value)
    {
        unchecked
        {
            int zeros = BitOperations.LeadingZeroCount((ulong)value);
            ulong fraction = (ulong)value << zeros;

            // The top bit is set, so that the byte below it is an index into the table as it is.
            int below = Starts[(byte)(fraction >> (63 - StartBits))];
            below += fraction > Thresholds[below] ? 1 : 0;
            return ((63 - zeros) * PerOctave) + below - 1;
        }
    }

    /// <summary>The smallest integer of a bucket; above <see cref="HighestIn(int)"/> when the bucket has no integer.</summary>
    /// <param name="index"><see cref="First"/> to <see cref="Last"/>.</param>
    public static long LowestIn(int index) => FloorOfPower(index) + 1;

    /// <summary>The largest integer of a bucket.</summary>
    /// <param name="index"><see cref="First"/> to <see cref="Last"/>.</param>
    public static long HighestIn(int index) => FloorOfPower(index + 1);

    /// <summary>The smallest integer of a bucket of a coarser scale.</summary>
    /// <param name="index">Index at that scale.</param>
    /// <param name="shift">How much coarser: scale <see cref="Scale"/> less this.</param>
    internal static long LowestIn(int index, int shift) => FloorOfPower(Math.Max(First, index << shift)) + 1;

    /// <summary>The largest integer of a bucket of a coarser scale.</summary>
    /// <param name="index">Index at that scale.</param>
    /// <param name="shift">How much coarser: scale <see cref="Scale"/> less this.</param>
    internal static long HighestIn(int index, int shift) => FloorOfPower((index + 1) << shift);

    /// <summary>Integer part of base^exponent; 2^63 is cut to the largest value.</summary>
    private static long FloorOfPower(int exponent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exponent, First);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(exponent, Last + 1);
        if (exponent == First)
        {
            return 0;
        }

        int octave = exponent / PerOctave;
        return (long)Math.Min(Thresholds[exponent % PerOctave] >> (63 - octave), long.MaxValue);
    }

    private static ulong[] MakeThresholds()
    {
        ulong[] thresholds = new ulong[PerOctave + 1];
        for (int j = 0; j < PerOctave; j++)
        {
            BigInteger root = BigInteger.One << ((63 * PerOctave) + j);
            for (int i = 0; i < Scale; i++)
            {
                root = SquareRoot(root);
            }

            thresholds[j] = (ulong)root;
        }

        // Nothing is above it, so that the comparison in IndexOf needs no test for the end of the table.
        thresholds[PerOctave] = ulong.MaxValue;
        return thresholds;
    }

    private static byte[] MakeStarts()
    {
        byte[] starts = new byte[1 << StartBits];
        for (int i = 0; i < starts.Length; i++)
        {
            ulong lowest = (1UL << 63) + ((ulong)i << (63 - StartBits));
            int below = 0;
            while (below < PerOctave && Thresholds[below] < lowest)
            {
                below++;
            }

            starts[i] = (byte)below;
        }

        return starts;
    }

    /// <summary>Integer part of a square root, by Newton's method from above.</summary>
    private static BigInteger SquareRoot(BigInteger value)
    {
        BigInteger root = BigInteger.One << (int)((value.GetBitLength() + 1) / 2);
        while (true)
        {
            BigInteger next = (root + (value / root)) >> 1;
            if (next >= root)
            {
                return root;
            }

            root = next;
        }
    }
}
