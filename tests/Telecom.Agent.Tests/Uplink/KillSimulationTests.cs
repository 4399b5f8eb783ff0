using Grpc.Core;
using Telecom.Agent.Spooling;
using Telecom.Agent.Tests.Support;
using Telecom.Common.V1;
using Telecom.Ingestion.V1;

namespace Telecom.Agent.Tests.Uplink;

/// <summary>Agent and server end at random points, again and again; at the end every sample that was spooled is at the server exactly once.</summary>
public class KillSimulationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task Whatever_ends_when_what_is_spooled_arrives_once_and_what_is_refused_is_written_once(int seed)
    {
        Random random = new(seed);
        await using UplinkWorld world = new(new SpoolOptions
        {
            Directory = "",
            SegmentBytes = 300,
            KeepAcknowledged = TimeSpan.Zero,
            RetryDelay = TimeSpan.Zero,
            RetryLongestDelay = TimeSpan.Zero,
            RetryMaxAge = TimeSpan.FromDays(36_500),
        });
        world.Seed = seed;
        world.Server.Limits.MaxUnacknowledgedBatches = 8;
        world.Server.OnBatch = async (stream, batch) =>
        {
            int fate;
            lock (random)
            {
                fate = random.Next(60);
            }

            switch (fate)
            {
                case 0:
                    throw new RpcException(new Status(StatusCode.Unavailable, "before storing"));
                case 1:
                    stream.Store(batch);
                    throw new RpcException(new Status(StatusCode.Cancelled, "after storing, before acknowledging"));
                case 2:
                    await stream.TakeAsync(batch);
                    throw new RpcException(new Status(StatusCode.Internal, "after acknowledging"));
                case 3:
                    await stream.TakeAsync(batch);
                    await stream.SendAsync(new StreamSamplesResponse { Drain = new Drain { ReconnectAfterMs = 1 } });
                    break;
                default:
                    await stream.TakeAsync(batch);
                    break;
            }
        };

        // One sample in seven is refused for good; one in eleven for now, once: as the new number shows, the retried one is alone in its batch.
        world.Server.Refuse = batch => Refusals(batch);
        await world.Server.StartAsync();
        for (int round = 0; round < 12; round++)
        {
            world.Start();
            int batches = random.Next(1, 25);
            for (int i = 0; i < batches; i++)
            {
                world.Spool.Append(random.Next(1, 4));
                world.Spool.Spool.Retries.Release(world.Spool.Spool);
            }

            ulong enough = world.Spool.Spool.Acknowledged + (ulong)random.Next(0, batches + 1);
            await Until.TrueAsync(() => world.Spool.Spool.Acknowledged >= Math.Min(enough, world.Spool.Spool.LastSequence));
            await world.AbandonAsync();
            if (random.Next(3) > 0)
            {
                world.Spool.Reopen();
            }
        }

        world.Start();
        await Until.TrueAsync(() =>
        {
            world.Spool.Spool.Retries.Release(world.Spool.Spool);

            // In this order: what is refused for now is set aside before its batch counts as acknowledged.
            return world.Spool.Spool.Acknowledged == world.Spool.Spool.LastSequence && world.Spool.Spool.Retries.Count == 0;
        });
        await world.StopAsync();

        Assert.Empty(world.Server.Faults);
        Assert.True(world.Server.Lanes.Count == 1, $"{world.Server.Lanes.Count} lanes\n{Logged(world)}");
        FakeLane lane = world.Server.Lane;
        Assert.Equal(world.Spool.Spool.LastSequence, lane.Durable);
        Assert.Equal((int)lane.Durable, lane.Stored.Count);

        // What counts: stored and not refused. Every spooled sample counts once or stands in the rejected file once.
        List<long> counted = [];
        List<long> refused = [];
        foreach (SampleBatch batch in lane.Stored.Values)
        {
            HashSet<uint> permanent = [.. Refusals(batch).Where(r => !r.Retryable).SelectMany(r => r.Rows)];
            HashSet<uint> retryable = [.. Refusals(batch).Where(r => r.Retryable).SelectMany(r => r.Rows)];
            long[] instants = [.. FakeLane.SamplesOf(batch).Select(s => s.InstantUs)];
            counted.AddRange(instants.Where((_, row) => !permanent.Contains((uint)row) && !retryable.Contains((uint)row)));
            refused.AddRange(instants.Where((_, row) => permanent.Contains((uint)row)));
        }

        long[] missing = [.. world.Spool.Appended.Except(counted.Concat(refused))];
        Assert.True(missing.Length == 0, $"missing: {string.Join(", ", missing.Select(instant => Told(world, lane, instant)))}\n{Logged(world)}");
        Assert.Equal(world.Spool.Appended.Order(), counted.Concat(refused).Order());
        string[] lines = File.Exists(world.Spool.RejectedPath) ? await File.ReadAllLinesAsync(world.Spool.RejectedPath) : [];
        Assert.Equal(refused.Order(), lines.Select(InstantOf).Order());
        Assert.Equal(refused.Count, world.Spool.Spool.State.RejectedSamples);
        Assert.Equal(counted.Count, world.Spool.Spool.State.AcknowledgedSamples);
    }

    private static string Logged(UplinkWorld world) => string.Join('\n', world.Spool.Log.Lines.Select(line => $"{line.Event} {line.Text}"));

    private static string Told(UplinkWorld world, FakeLane lane, long instant) =>
        $"{instant} in batches {string.Join(' ', lane.Stored.Where(stored => FakeLane.SamplesOf(stored.Value).Any(sample => sample.InstantUs == instant)).Select(stored => stored.Key))} of {world.Spool.Spool.LastSequence}";

    private static List<Refusal> Refusals(SampleBatch batch)
    {
        long[] instants = [.. FakeLane.SamplesOf(batch).Select(s => s.InstantUs)];
        Refusal permanent = new() { Sequence = batch.Sequence, Metric = Metric.Loss, Reason = RefusalReason.Negative };
        Refusal retryable = new() { Sequence = batch.Sequence, Metric = Metric.Loss, Reason = RefusalReason.UnknownCircuit, Retryable = true };
        for (int row = 0; row < instants.Length; row++)
        {
            if (instants[row] % 7 == 0)
            {
                permanent.Rows.Add((uint)row);
            }
            else if (instants[row] % 11 == 0 && instants.Length > 1)
            {
                retryable.Rows.Add((uint)row);
            }
        }

        return [.. new[] { permanent, retryable }.Where(r => r.Rows.Count > 0)];
    }

    private static long InstantOf(string line) => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("instantUs").GetInt64();
}
