using System.Buffers;
using System.Globalization;
using System.Text;
using Telecom.Benchmarks.Load;

namespace Telecom.Benchmarks.Peers;

/// <summary>The points of a time for other systems, in bodies of some seconds each.</summary>
/// <param name="circuits">How many circuits.</param>
/// <param name="startSeconds">First instant, seconds since the Unix epoch.</param>
/// <param name="seconds">How many seconds, a multiple of <paramref name="secondsPerBody"/>.</param>
/// <param name="seed">Seed of the values.</param>
/// <param name="secondsPerBody">Seconds that a body holds of every circuit.</param>
internal sealed class PointSource(int circuits, long startSeconds, int seconds, int seed, int secondsPerBody = PointSource.SecondsPerBody)
{
    /// <summary>Seconds that a body holds of every circuit, unless another number is asked for.</summary>
    public const int SecondsPerBody = 10;

    private const int PacketsPerSample = 10;

    /// <summary>Names of the three metrics.</summary>
    public static IReadOnlyList<string> Metrics { get; } = ["net_latency_us", "net_throughput_bps", "net_loss"];
    private readonly Random _random = new(seed);

    /// <summary>All bodies.</summary>
    public IEnumerable<byte[]> Bodies(BodyForm form)
    {
        for (int from = 0; from < seconds; from += secondsPerBody)
        {
            yield return form == BodyForm.InfluxLines ? Lines(startSeconds + from) : Series(startSeconds + from);
        }
    }

    private byte[] Lines(long from)
    {
        var text = new StringBuilder(circuits * secondsPerBody * 96);
        for (int circuit = 0; circuit < circuits; circuit++)
        {
            for (int second = 0; second < secondsPerBody; second++)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"net,circuit=c{circuit} latency_us={Value(0):0.#},throughput_bps={Value(1):0},loss={Value(2)} {(from + second) * 1000}\n");
            }
        }

        return Encoding.ASCII.GetBytes(text.ToString());
    }

    private byte[] Series(long from)
    {
        var body = new ArrayBufferWriter<byte>(circuits * secondsPerBody * 64);
        var writer = new RemoteWriteWriter(body);
        for (int circuit = 0; circuit < circuits; circuit++)
        {
            for (int metric = 0; metric < Metrics.Count; metric++)
            {
                int kind = metric;
                writer.Series(
                    Metrics[metric],
                    string.Create(CultureInfo.InvariantCulture, $"c{circuit}"),
                    secondsPerBody,
                    second => (Value(kind), (from + second) * 1000));
            }
        }

        return SnappyLiterals.Encode(body.WrittenSpan);
    }

    private double Value(int metric) => metric switch
    {
        0 => Values.LatencyUs(_random),
        1 => Values.ThroughputBps(_random),
        _ => Values.Lost(_random, PacketsPerSample) / (double)PacketsPerSample,
    };
}
