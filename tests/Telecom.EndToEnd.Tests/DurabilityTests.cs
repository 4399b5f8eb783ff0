using System.Runtime.InteropServices;
using Telecom.EndToEnd.Tests.Harness;
using Telecom.Ingestion.V1;
using Xunit.Abstractions;

namespace Telecom.EndToEnd.Tests;

/// <summary>
/// What kill -9 cannot show, since the kernel keeps what a killed process wrote: that every acknowledgement left for the socket only after
/// a completed sync of the file that holds its batch. Seen by strace in the real processes over gRPC.
/// </summary>
public sealed class DurabilityTests(ITestOutputHelper output)
{
    private const ulong Batches = 60;

    [NeedsFact(NeedsFactAttribute.Need.Strace)]
    public async Task On_the_embedded_engine_every_acknowledgement_follows_a_sync_of_the_file_that_holds_its_batch()
    {
        await using Rig rig = await Rig.StartAsync();
        await ProveAsync(rig, "sqlite", [rig.Process("ingestion").Id], file => file.StartsWith(Path.Combine(rig.DataFolder, "ingestion"), StringComparison.Ordinal));
    }

    [NeedsFact(NeedsFactAttribute.Need.StraceAndRedis)]
    public async Task On_the_shared_engine_every_acknowledgement_follows_a_sync_of_the_append_only_file_that_holds_its_batch()
    {
        await using RedisServer redis = await RedisServer.StartAsync();
        await using Rig rig = await Rig.StartAsync(redis.Settings);
        await ProveAsync(rig, "redis", [rig.Process("ingestion").Id, redis.Id], file => file.EndsWith(".aof", StringComparison.Ordinal));
    }

    [NeedsFact(NeedsFactAttribute.Need.Redis)]
    public async Task A_store_that_syncs_every_second_is_welcomed_as_relaxed()
    {
        await using RedisServer redis = await RedisServer.StartAsync("everysec");
        await using Rig rig = await Rig.StartAsync(redis.Settings);
        Swarm swarm = await Swarm.StartAsync(rig, "relaxed", 1, StartUs, lanes: 1, TimeSpan.Zero, CancellationToken.None);
        await swarm.ProgressAsync();
        await swarm.FinishAsync();
        Assert.Equal(Durability.Relaxed, swarm.Clients[0].Durability);
    }

    private static long StartUs => TimeProvider.System.GetUtcNow().AddHours(-2).ToUnixTimeSeconds() * 1_000_000;

    private async Task ProveAsync(Rig rig, string engine, int[] processes, Func<string, bool> isLog)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        List<SyscallTrace> traces = [];
        List<Swarm> swarms = [];
        try
        {
            foreach (int process in processes)
            {
                traces.Add(await SyscallTrace.AttachAsync(process, rig.Folder));
            }

            // Two streams, so that groups form; the second begins when the first is known, so that they can be told apart.
            for (int i = 0; i < 2; i++)
            {
                swarms.Add(await Swarm.StartAsync(rig, $"traced-{i}", Proofs.Seed + i, StartUs, lanes: 1, TimeSpan.FromMilliseconds(2), limit.Token));
                swarms[i].Clients[0].Complete(Batches);
                await Until.Async("the first batch", TimeSpan.FromSeconds(60), () => Task.FromResult(swarms[i].Acknowledged), now => now > 0);
            }

            foreach (Swarm swarm in swarms)
            {
                await swarm.FinishAsync([Batches]);
            }

            List<TracedCall> calls = [];
            foreach (SyscallTrace trace in traces)
            {
                calls.AddRange(await trace.StopAsync());
            }

            Check(calls, swarms, engine, isLog);
        }
        finally
        {
            foreach (SyscallTrace trace in traces)
            {
                await trace.DisposeAsync();
            }
        }
    }

    private void Check(List<TracedCall> calls, List<Swarm> swarms, string engine, Func<string, bool> isLog)
    {
        IReadOnlyList<SentAck> acks = AckTrace.Read(calls.OrderBy(c => c.BeganUs));
        TracedCall[] writes = [.. calls.Where(c => c.Name.Contains("write", StringComparison.Ordinal) && isLog(c.File))];
        TracedCall[] syncs = [.. calls.Where(c => c.Name is "fdatasync" or "fsync" && isLog(c.File) && c.Result == 0)];
        output.WriteLine($"{calls.Count} calls, {writes.Length} writes to the log, {syncs.Length} syncs of it, {acks.Count} acknowledgements");
        long slack = long.MaxValue;
        int covered = 0;
        for (int stream = 0; stream < swarms.Count; stream++)
        {
            Assert.Equal(1, swarms[stream].Clients[0].Connections);
            SentAck[] own = [.. acks.Where(a => a.Stream == stream)];
            Assert.Equal(Batches, own[^1].Sequence);
            ulong from = 1;
            foreach (SentAck ack in own)
            {
                for (; from <= ack.Sequence; from++, covered++)
                {
                    long durableUs = DurableAt(swarms[stream].Make(from), writes, syncs);
                    Assert.True(durableUs <= ack.BeganUs, $"batch {from} of stream {stream} was durable at {durableUs} and acknowledged at {ack.BeganUs}");
                    slack = Math.Min(slack, ack.BeganUs - durableUs);
                }
            }
        }

        Assert.Equal(2 * (int)Batches, covered);
        Proofs.Report(
            $"strace-{engine}",
            $"{acks.Count} acknowledgements of {covered} batches on the socket, each after a completed sync (of {syncs.Length}) that covers its batch; least distance {slack} us");
    }

    /// <summary>When the first sync ended that began after a write which holds the batch.</summary>
    private static long DurableAt(SampleBatch batch, TracedCall[] writes, TracedCall[] syncs)
    {
        // The column of delays stands in the record as it came. A page may end inside it, but not inside both of its halves.
        byte[] column = MemoryMarshal.AsBytes<float>([.. batch.Latency.LatencyUs]).ToArray();
        ReadOnlyMemory<byte> head = column.AsMemory(0, column.Length / 2);
        ReadOnlyMemory<byte> tail = column.AsMemory(column.Length / 2);
        TracedCall write = writes.FirstOrDefault(w => w.Data.AsSpan().IndexOf(head.Span) >= 0)
            ?? writes.FirstOrDefault(w => w.Data.AsSpan().IndexOf(tail.Span) >= 0)
            ?? throw new Xunit.Sdk.XunitException($"batch {batch.Sequence} was never written");
        TracedCall? sync = syncs.FirstOrDefault(s => s.File == write.File && s.BeganUs >= write.EndedUs);
        return sync?.EndedUs ?? long.MaxValue;
    }
}
