using System.Numerics;

namespace Telecom.Sla.Domain.Measurement;

/// <summary>
/// The bits of <see cref="LossRuns"/>: number of kinds; for each kind packets sent, packets lost, and the low bits of its runs' Golomb-Rice
/// codes; then for each run which of the other kinds it is, where there is a choice, and its length less 1, until all seconds are described.
/// </summary>
internal static class LossRunsCodec
{
    /// <summary>Writes runs.</summary>
    public static void Write(ref BitWriter writer, LossRuns runs)
    {
        ReadOnlySpan<SecondLoss> kinds = runs.Kinds;
        Span<int> low = kinds.Length <= 64 ? stackalloc int[kinds.Length] : new int[kinds.Length];
        LowBits(runs, low);
        writer.WriteGamma(kinds.Length);
        for (int i = 0; i < kinds.Length; i++)
        {
            writer.WriteNumber(kinds[i].Sent);
            writer.WriteNumber(kinds[i].Lost);
            writer.Write((ulong)low[i], 5);
        }

        int choice = ChoiceBits(kinds.Length);
        int before = 0;
        bool first = true;
        foreach (LossRuns.Run run in runs.Runs)
        {
            if (!first)
            {
                writer.Write((ulong)(run.Kind < before ? run.Kind : run.Kind - 1), choice);
            }

            first = false;
            before = run.Kind;
            writer.WriteRice(run.Length - 1, low[run.Kind]);
        }
    }

    /// <summary>Reads runs of as many seconds as there must be.</summary>
    /// <exception cref="InvalidDataException">The bits are no such runs.</exception>
    public static LossRuns Read(ref BitReader reader, int seconds)
    {
        LossRuns runs = new();
        int count = (int)Math.Min(reader.ReadGamma(), int.MaxValue);
        if (count > seconds)
        {
            throw reader.Wrong("more kinds of seconds than seconds");
        }

        Span<int> low = count <= 64 ? stackalloc int[count] : new int[count];
        Int128 mostSent = 0;
        for (int i = 0; i < count; i++)
        {
            long sent = reader.ReadNumber();
            long lost = reader.ReadNumber("packets lost", 0, sent);
            low[i] = (int)reader.Read(5);
            mostSent = Int128.Max(mostSent, sent);
            if (!runs.TryAddKind(new SecondLoss(sent, lost)))
            {
                throw reader.Wrong("two kinds of seconds are equal");
            }
        }

        if (mostSent * seconds > long.MaxValue)
        {
            throw reader.Wrong("more packets than can be counted");
        }

        ReadRuns(ref reader, runs, seconds, count, low);
        return runs;
    }

    private static void ReadRuns(ref BitReader reader, LossRuns runs, int seconds, int kinds, scoped ReadOnlySpan<int> low)
    {
        // Runs that follow each other differ, so that they need not be joined: they are only noted, and the packets added up by kind.
        Span<long> total = kinds <= 64 ? stackalloc long[kinds] : new long[kinds];
        total.Clear();
        int choice = ChoiceBits(kinds);
        int kind = 0;
        int left = seconds;
        unchecked
        {
            while (left > 0)
            {
                if (left < seconds)
                {
                    int other = choice == 0 ? 0 : (int)reader.Read(choice);
                    kind = other < kind ? other : other + 1;
                    if (kind >= kinds)
                    {
                        throw reader.Wrong("a run is of no kind");
                    }
                }

                long length = reader.ReadRice(low[kind]);
                if ((ulong)length >= (ulong)left)
                {
                    throw reader.Wrong("the runs are longer than the cell");
                }

                runs.Note((int)length + 1, kind);
                total[kind] += length + 1;
                left -= (int)length + 1;
            }
        }

        runs.Total(total, kind);
    }

    private static int ChoiceBits(int kinds) => kinds <= 2 ? 0 : 32 - BitOperations.LeadingZeroCount((uint)(kinds - 2));

    /// <summary>Low bits by the mean length of a kind's runs, times 0.7, which is near the best for lengths that are drawn.</summary>
    private static void LowBits(LossRuns runs, Span<int> low)
    {
        Span<long> number = low.Length <= 64 ? stackalloc long[low.Length] : new long[low.Length];
        Span<long> length = low.Length <= 64 ? stackalloc long[low.Length] : new long[low.Length];
        number.Clear();
        length.Clear();
        foreach (LossRuns.Run run in runs.Runs)
        {
            number[run.Kind]++;
            length[run.Kind] += run.Length - 1;
        }

        for (int i = 0; i < low.Length; i++)
        {
            long mean = number[i] == 0 ? 0 : length[i] * 7 / (number[i] * 10);
            low[i] = mean == 0 ? 0 : BitOperations.Log2((ulong)mean);
        }
    }
}
