using System.IO.Compression;
using System.Text;
using Grpc.AspNetCore.Server;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Ingestion.Streams;
using Telecom.Ingestion.Tests.Support;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Names;
using Xunit.Abstractions;

namespace Telecom.Ingestion.Tests.Hostile;

/// <summary>Clients that break the rules of HTTP/2, of gRPC and of Protocol Buffers, over real sockets, beside one that keeps them.</summary>
[Collection(nameof(AloneInTheProcess))]
public sealed class HostileClientTests(ITestOutputHelper output)
{
    private static readonly int Mutations = Seeds.Full ? 3000 : 200;
    private const long MemoryBound = 96L << 20;

    [Fact]
    public async Task Mutations_of_a_valid_exchange_harm_nobody()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        await using GoodStream good = await GoodStream.StartAsync(server);
        string token = server.TokenOf(Names.Agent);
        byte[] exchange =
        [
            .. RawConnection.Call(1, token),
            .. RawConnection.Message(1, new StreamSamplesRequest { Hello = Hello(3) }),
            .. Enumerable.Range(1, 5).SelectMany(i => RawConnection.Message(1, new StreamSamplesRequest { Batch = Batches.Latencies((ulong)i, 20) })),
            .. RawConnection.Message(1, new StreamSamplesRequest { Finish = new Finish { LastSequence = 5 } }),
        ];
        for (int i = 0; i < Mutations; i++)
        {
            Random random = new(unchecked((Seeds.Current * 486187739) + i));
            using RawConnection raw = await RawConnection.ConnectAsync(server.Address);
            await raw.TrySendAsync(RawConnection.Opening());
            await raw.TrySendAsync(Mutate(random, exchange));
            using CancellationTokenSource enough = new(TimeSpan.FromMilliseconds(random.Next(4) == 0 ? 20 : 1));
            await raw.DrainAsync(enough.Token);
        }

        await good.GoesOnAsync();
        await AssertQuietAsync(server, streams: 1);
        Tell("hostile-frames", $"{Mutations} mutated exchanges; {good.Acknowledged} batches of the stream beside them acknowledged");
    }

    [Fact]
    public async Task A_gzip_bomb_is_refused_before_it_is_inflated()
    {
        const int Size = 200 << 20;
        CountingGzip gzip = new();
        await using IngestionServer server = await IngestionServer.StartAsync(
            services: services => services.PostConfigure<GrpcServiceOptions>(options => options.CompressionProviders = [gzip]));
        await using GoodStream good = await GoodStream.StartAsync(server);
        byte[] bomb = Gzip(Size);
        int limit = server.Service<IOptions<EndpointOptions>>().Value.MaxReceiveMessageBytes;
        Assert.InRange(bomb.Length, 1, limit / 16);
        using RawConnection raw = await RawConnection.ConnectAsync(server.Address);
        await raw.TrySendAsync(RawConnection.Opening());
        await raw.TrySendAsync(RawConnection.Call(1, server.TokenOf(Names.Agent), "gzip"));
        await raw.TrySendAsync(RawConnection.Message(1, bomb, compressed: true));

        // RESOURCE_EXHAUSTED, and no more was inflated than a message may have, but for the buffer that went over it.
        Assert.Contains("grpc-status\u00018", Encoding.Latin1.GetString(await raw.EndOfAsync(1)), StringComparison.Ordinal);
        Assert.InRange(gzip.Inflated, 1, limit + (256 << 10));
        await good.GoesOnAsync();
        await AssertQuietAsync(server, streams: 1);
        Tell("hostile-gzip", $"of a gzip bomb of {Size} bytes no more than {gzip.Inflated} were inflated");
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(50)]
    public async Task Deeply_nested_messages_end_their_own_stream_only(int depth)
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        await using GoodStream good = await GoodStream.StartAsync(server);

        // Groups inside groups, as unknown fields: what a parser that recurses without a limit dies of.
        byte[] nested = [.. Enumerable.Repeat((byte)0x7b, depth), .. Enumerable.Repeat((byte)0x7c, depth)];
        using RawConnection raw = await RawConnection.ConnectAsync(server.Address);
        await raw.TrySendAsync(RawConnection.Opening());
        await raw.TrySendAsync(RawConnection.Call(1, server.TokenOf(Names.Agent)));
        await raw.TrySendAsync(RawConnection.Message(1, new StreamSamplesRequest { Hello = Hello(0) }));
        await raw.TrySendAsync(RawConnection.Message(1, nested));
        await raw.EndOfAsync(1);
        await Bound.UntilAsync(() => server.Service<StreamRegistry>().Count == 1, "the stream ends");
        await good.GoesOnAsync();
    }

    [Fact]
    public async Task Rapid_resets_harm_nobody()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        await using GoodStream good = await GoodStream.StartAsync(server);
        string token = server.TokenOf(Names.Agent);
        int sent = 0;
        for (int connection = 0; connection < 5; connection++)
        {
            using RawConnection raw = await RawConnection.ConnectAsync(server.Address);
            await raw.TrySendAsync(RawConnection.Opening());
            for (uint stream = 1; stream < 2001; stream += 2)
            {
                byte[] reset = [.. RawConnection.Call(stream, token), .. RawConnection.Frame(RawConnection.ResetStream, 0, stream, [0, 0, 0, 8])];
                if (!await raw.TrySendAsync(reset))
                {
                    break;
                }

                sent++;
            }
        }

        Assert.InRange(sent, 100, int.MaxValue);
        await good.GoesOnAsync();
        await AssertQuietAsync(server, streams: 1);
        output.WriteLine($"{sent} streams reset at once");
    }

    [Fact]
    public async Task Slow_and_half_open_senders_harm_nobody()
    {
        await using IngestionServer server = await IngestionServer.StartAsync();
        await using GoodStream good = await GoodStream.StartAsync(server);
        string token = server.TokenOf(Names.Agent);
        List<RawConnection> connections = [];
        byte[] hello = [.. RawConnection.Call(1, token), .. RawConnection.Message(1, new StreamSamplesRequest { Hello = Hello(1) })];
        for (int i = 0; i < 60; i++)
        {
            connections.Add(await RawConnection.ConnectAsync(server.Address));
            await connections[i].TrySendAsync(i % 3 == 0 ? Array.Empty<byte>() : RawConnection.Opening());
        }

        // A byte at a time each, while the good stream goes on.
        for (int at = 0; at < 40; at++)
        {
            foreach (RawConnection raw in connections.Where((_, i) => i % 3 == 1))
            {
                await raw.TrySendAsync(hello.AsMemory(at, 1));
            }

            await good.GoesOnAsync(1);
        }

        await good.GoesOnAsync();
        connections.ForEach(c => c.Dispose());
        await AssertQuietAsync(server, streams: 1);
    }

    [Fact]
    public async Task An_agent_that_never_lets_the_server_write_is_soon_not_read_any_more_and_slows_nobody()
    {
        const int Window = 8;
        const int Sent = 80;
        const int StreamWindow = 1 << 20;
        FakeSampleLog log = new();
        await using IngestionServer server = await IngestionServer.StartAsync(
            log,
            new Dictionary<string, string?>
            {
                ["Ingestion:MaxUnacknowledgedBatches"] = $"{Window}",
                ["Listen:StreamWindowBytes"] = $"{StreamWindow}",
            });
        await using GoodStream good = await GoodStream.StartAsync(server);
        using RawConnection raw = await RawConnection.ConnectAsync(server.Address);

        // Room for Welcome, and then for nothing more. Each batch is refused whole, so that its answer is long and fills what buffers are left.
        await raw.TrySendAsync(RawConnection.Opening(window: 100));
        await raw.TrySendAsync(RawConnection.Call(1, server.TokenOf(Names.Agent)));
        await raw.TrySendAsync(RawConnection.Message(1, new StreamSamplesRequest { Hello = Hello(2) }));
        int bytes = 0;
        for (ulong sequence = 1; sequence <= Sent; sequence++)
        {
            SampleBatch batch = Batches.Latencies(sequence, 0);
            for (int row = 0; row < 1000; row++)
            {
                batch.AddLatency(1, 0, float.NaN);
            }

            byte[] message = RawConnection.Message(1, new StreamSamplesRequest { Batch = batch });
            bytes += message.Length;
            Assert.True(await raw.TrySendAsync(message));
        }

        // All of it fits into what the server lets a client send ahead: one that sends more is cut off, however little of it was read.
        Assert.InRange(bytes, 1, StreamWindow);
        await Bound.UntilAsync(() => log.Stored(Lane(2)).Count >= Window, "the window is full");
        int stored;
        do
        {
            stored = log.Stored(Lane(2)).Count;
            await good.GoesOnAsync(300);
        }
        while (log.Stored(Lane(2)).Count > stored);

        Assert.InRange(stored, Window, Sent - Window);
        Tell("hostile-stalled", $"{stored} of {Sent} batches of a stalled agent were read (window {Window}), while {good.Acknowledged} of another were acknowledged");
    }

    private static ProducerLane Lane(uint lane) => Names.Lane(lane, epochTag: 7);

    private static Hello Hello(uint lane) => new() { Agent = Names.Agent, SpoolEpoch = Names.EpochBytes(7), Lane = lane };

    private static byte[] Gzip(int zeros)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            byte[] block = new byte[1 << 20];
            for (int i = 0; i < zeros; i += block.Length)
            {
                gzip.Write(block);
            }
        }

        return compressed.ToArray();
    }

    private static byte[] Mutate(Random random, byte[] exchange)
    {
        List<byte> bytes = [.. exchange];
        for (int i = random.Next(1, 6); i > 0 && bytes.Count > 0; i--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Next(1, 20)));
                    break;
                case 2:
                    bytes.InsertRange(at, exchange.Take(random.Next(exchange.Length)));
                    break;
                case 3:
                    bytes.RemoveRange(at, bytes.Count - at);
                    bytes.Add(0);
                    break;
                default:
                    bytes.InsertRange(at, RawConnection.Frame((byte)random.Next(12), (byte)random.Next(256), (uint)random.Next(5), new byte[random.Next(50)]));
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>What the hostile clients held is given back.</summary>
    private static async Task AssertQuietAsync(IngestionServer server, int streams)
    {
        await Bound.UntilAsync(() => server.Service<StreamRegistry>().Count == streams, "the hostile streams end");
        GC.Collect();
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true), 0, MemoryBound);
        Assert.InRange(server.Service<InFlightGate>().Bytes, 0, 1 << 20);
        using AgentStream fresh = await AgentStream.OpenAsync(server.ClientOf(), 14);
        ulong next = fresh.Welcome.DurableSequence + 1;
        await fresh.SendAsync(Batches.Latencies(next));
        await fresh.FinishedAsync(next);
    }

    private void Tell(string proof, string result)
    {
        output.WriteLine($"{result}; seed {Seeds.Current}");
        Proofs.Report(proof, result);
    }
}
