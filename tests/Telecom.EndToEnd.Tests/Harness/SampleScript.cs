using Telecom.Ingestion.V1;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>
/// Samples that are worked out from a seed alone, so that they can be sent again to a customer for whom nothing fails. Batch n of a lane
/// is two seconds of the lane's own circuits, so that the order in which lanes come changes nothing: delay, and packets of which all are lost for a while now and then.
/// </summary>
internal sealed class SampleScript(int seed, long startUs, IReadOnlyList<string> circuits, int lanes, int rowsPerCircuit = 6)
{
    public const long BatchUs = 2_000_000;

    /// <summary>Delay samples, and as many of loss.</summary>
    public int SamplesPerBatch => circuits.Count / lanes * rowsPerCircuit * 2;

    public SampleBatch Make(uint lane, ulong sequence)
    {
        Random random = new(HashCode(seed, (int)lane, (int)sequence));
        SampleBatch batch = new()
        {
            Sequence = sequence,
            BaseTimeUs = startUs + ((long)sequence * BatchUs),
            Latency = new LatencyTable(),
            Loss = new LossTable(),
        };
        bool down = HashCode(seed, 0, (int)(sequence / 40)) % 4 == 0;
        for (int c = 0; c < circuits.Count / lanes; c++)
        {
            batch.Circuits.Add(new CircuitHandle { Handle = (uint)c + 1, Circuit = circuits[(c * lanes) + (int)lane] });
            for (int row = 0; row < rowsPerCircuit; row++)
            {
                batch.Latency.Circuit.Add((uint)c + 1);
                batch.Latency.TimeDeltaUs.Add(random.Next(0, 20_000));
                batch.Latency.LatencyUs.Add(random.Next(500, 90_000));
                batch.Loss.Circuit.Add((uint)c + 1);
                batch.Loss.TimeDeltaUs.Add(random.Next(0, 20_000));
                batch.Loss.Sent.Add(10);
                batch.Loss.Lost.Add(down ? 10u : (uint)random.Next(0, 2));
            }
        }

        return batch;
    }

    /// <summary>The same in every process, unlike System.HashCode.</summary>
    private static int HashCode(int a, int b, int c) => (int)(unchecked(((((((uint)a * 0x9E3779B1u) ^ (uint)b) * 0x85EBCA77u) ^ (uint)c) * 0xC2B2AE3Du) >> 1));
}
