using System.Globalization;
using Telecom.Sla.Domain.Measurement;
using Telecom.Storage.Cells;

namespace Telecom.Sla.Tests.Fakes;

/// <summary>
/// What the cells must hold, computed the slow way from lists of samples, without the cell, the histogram or the folder.
/// </summary>
internal sealed class Tally
{
    private readonly Dictionary<CellKey, List<Sample>> _samples = [];

    public Dictionary<CellKey, long> Late { get; } = [];

    public IReadOnlyCollection<CellKey> Keys => _samples.Keys;

    public static Tally Of(IEnumerable<Batch> batches, long retentionUs = RandomBatches.RetentionUs)
    {
        Tally tally = new();
        foreach (Batch batch in batches)
        {
            foreach (Sample sample in batch.Samples)
            {
                CellKey key = new(sample.Circuit, batch.Lane.Agent, sample.TimeUs / 60_000_000);
                bool late = (key.Minute + 1) * 60_000_000 <= batch.ReceivedAtUs - retentionUs;
                if (late)
                {
                    tally.Late[key] = tally.Late.GetValueOrDefault(key) + 1;
                }
                else if (tally._samples.TryGetValue(key, out List<Sample>? list))
                {
                    list.Add(sample);
                }
                else
                {
                    tally._samples[key] = [sample];
                }
            }
        }

        return tally;
    }

    /// <summary>The exact samples of a circuit's metric, over all agents, in a range of time.</summary>
    public IReadOnlyList<Sample> Of(string circuit, string metric, long fromUs, long toUs) =>
        [.. _samples.Where(s => s.Key.Circuit == circuit).SelectMany(s => s.Value).Where(s => s.Metric == metric && s.TimeUs >= fromUs && s.TimeUs < toUs)];

    public void AssertEqual(IReadOnlyDictionary<CellKey, byte[]> cells)
    {
        Assert.Equal(Order(_samples.Keys), Order(cells.Keys));
        foreach ((CellKey key, List<Sample> samples) in _samples)
        {
            AssertEqual(samples, MinuteCellCodec.Decode(cells[key]));
        }
    }

    private static void AssertEqual(List<Sample> samples, MinuteCell cell)
    {
        AssertEqual([.. samples.Where(s => s.Metric == "latency").Select(s => Nanoseconds((float)s.Value))], cell.Latency);
        AssertEqual([.. samples.Where(s => s.Metric == "throughput").Select(s => (long)Math.Round(s.Value))], cell.Throughput);
        Assert.Equal(samples.Max(s => s.TimeUs), cell.NewestSample?.Microseconds);
        Sample[] loss = [.. samples.Where(s => s.Metric == "loss")];
        Assert.Equal(loss.Length, cell.LossCount);
        for (int second = 0; second < 60 && loss.Length > 0; second++)
        {
            Sample[] of = [.. loss.Where(s => s.TimeUs / 1_000_000 % 60 == second)];
            Assert.Equal(of.Sum(s => (long)s.Value), cell.SentBySecond[second]);
            Assert.Equal(of.Sum(s => (long)s.Lost), cell.LostBySecond[second]);
        }
    }

    private static void AssertEqual(long[] values, LogHistogram histogram)
    {
        Assert.Equal(values.Length, histogram.Count);
        if (values.Length > 0)
        {
            Assert.Equal(values.Aggregate(UInt128.Zero, (sum, value) => sum + (UInt128)value), histogram.Sum);
            Assert.Equal(values.Min(), histogram.Min);
            Assert.Equal(values.Max(), histogram.Max);
        }
    }

    /// <summary>By decimal digits, not by the multiplication that the service uses.</summary>
    private static long Nanoseconds(float microseconds)
    {
        string digits = ((double)microseconds).ToString("F15", CultureInfo.InvariantCulture);
        return (long)Math.Round(1000m * decimal.Parse(digits, CultureInfo.InvariantCulture), MidpointRounding.ToEven);
    }

    private static IEnumerable<string> Order(IEnumerable<CellKey> keys) => keys.Select(k => k.ToString()).Order(StringComparer.Ordinal);
}
