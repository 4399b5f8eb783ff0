using Grpc.Core;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Names;
using Client = Telecom.Ingestion.V1.IngestionService.IngestionServiceClient;

namespace Telecom.Ingestion.Tests.Support;

/// <summary>An agent with a spool in memory that does everything an agent on a bad line does.</summary>
internal sealed class RestlessAgent
{
    private readonly uint _lane;
    private readonly Random _random;
    private readonly SampleBatch[] _spool;
    private readonly Dictionary<ulong, List<Sample>> _good = [];

    public RestlessAgent(uint lane, int batches, Random random)
    {
        _lane = lane;
        _random = random;
        _spool = [.. Enumerable.Range(1, batches).Select(i => NewBatch((ulong)i))];
    }

    public ProducerLane Lane => Names.Lane(_lane);

    public ulong Acknowledged { get; private set; }

    public int Connections { get; private set; }

    public int Rewinds { get; private set; }

    public int Replays { get; private set; }

    public ulong GoodSamples => (ulong)_good.Values.Sum(s => s.Count);

    public ulong BadSamples { get; private set; }

    /// <summary>Batches of which anything is stored.</summary>
    public IEnumerable<ulong> ExpectedSequences => _good.Where(g => g.Value.Count > 0).Select(g => g.Key).Order();

    public IReadOnlyList<Sample> Expected(ulong sequence) => _good[sequence];

    public async Task RunAsync(Func<Client> connect)
    {
        Client client = connect();
        while (true)
        {
            Assert.InRange(++Connections, 1, 2000);
            if (_random.Next(4) == 0)
            {
                client = connect();
            }

            try
            {
                if (await ConnectionAsync(client))
                {
                    return;
                }
            }
            catch (RpcException exception) when (exception.StatusCode is StatusCode.Cancelled or StatusCode.Unavailable or StatusCode.Aborted)
            {
                // Lost, drained or superseded: again.
            }
        }
    }

    /// <summary>One connection.</summary>
    /// <returns>True when the lane is finished.</returns>
    private async Task<bool> ConnectionAsync(Client client)
    {
        using AgentStream stream = await AgentStream.OpenAsync(client, _lane);
        Assert.True(stream.Welcome.DurableSequence >= Acknowledged, "an acknowledged batch was lost");
        HashSet<uint> declared = [];
        ulong next = stream.Welcome.DurableSequence + 1;
        int budget = _random.Next(3) == 0 ? int.MaxValue : _random.Next(1, 40);
        while (next <= (ulong)_spool.Length)
        {
            int ahead = _random.Next(1, 7);
            ulong first = next;
            for (int i = 0; i < ahead && next <= (ulong)_spool.Length; i++, next++, budget--)
            {
                if (budget <= 0)
                {
                    return false;
                }

                await stream.SendAsync(Declare(_spool[next - 1], declared));
            }

            next = await MisbehaveAsync(stream, first, next, declared);
            await ReadAsync(stream, next - 1);
        }

        await stream.FinishAsync((ulong)_spool.Length);
        while (await stream.NextOrEndAsync() is { } response)
        {
            if (response.Finished is { } finished)
            {
                Assert.Equal((ulong)_spool.Length, finished.DurableSequence);
                Acknowledged = finished.DurableSequence;
                return true;
            }
        }

        return false;
    }

    /// <summary>Sends something again, or skips something and goes back.</summary>
    private async Task<ulong> MisbehaveAsync(AgentStream stream, ulong first, ulong next, HashSet<uint> declared)
    {
        switch (_random.Next(6))
        {
            case 0:
                Replays++;
                await stream.SendAsync(Declare(_spool[first - 1], declared));
                return next;
            case 1 when next + 1 <= (ulong)_spool.Length:
                Rewinds++;
                await stream.SendAsync(Declare(_spool[next], declared));
                StreamSamplesResponse response;
                do
                {
                    response = await NoteAsync(stream);
                }
                while (response.Rewind is null);
                Assert.Equal(new Rewind { DurableSequence = next - 1, ReceivedSequence = next + 1 }, response.Rewind);
                return next;
            default:
                return next;
        }
    }

    private async Task ReadAsync(AgentStream stream, ulong until)
    {
        // Not always to the end: acknowledgements may be under way when the next batches go.
        ulong target = _random.Next(2) == 0 ? until : Acknowledged;
        while (stream.Acknowledged < target && Acknowledged < target)
        {
            await NoteAsync(stream);
        }
    }

    private async Task<StreamSamplesResponse> NoteAsync(AgentStream stream)
    {
        StreamSamplesResponse response = await stream.NextAsync();
        Acknowledged = Math.Max(Acknowledged, response.Ack?.DurableSequence ?? 0);
        return response;
    }

    /// <summary>A copy that declares the handles which this connection has not declared.</summary>
    private SampleBatch Declare(SampleBatch batch, HashSet<uint> declared)
    {
        SampleBatch copy = batch.Clone();
        foreach (CircuitHandle handle in batch.Circuits)
        {
            if (!declared.Add(handle.Handle) && _random.Next(3) > 0)
            {
                copy.Circuits.Remove(handle);
            }
        }

        return copy;
    }

    private SampleBatch NewBatch(ulong sequence)
    {
        SampleBatch batch = Batches.Declaring(sequence, Names.Circuit, Names.OtherCircuit, Names.ForeignCircuit);
        List<Sample> good = [];
        long time = batch.BaseTimeUs = Batches.BaseUs + ((long)sequence * 1_000_000);
        for (int i = _random.Next(0, 30); i > 0; i--)
        {
            uint handle = (uint)_random.Next(1, 4);
            long delta = _random.Next(-500, 2000);
            float us = _random.Next(10) == 0 ? -1 : _random.Next(1, 100_000);
            batch.AddLatency(handle, delta, us);
            time += delta;
            if (handle < 3 && us >= 0)
            {
                good.Add(Sample.Latency(handle == 1 ? Names.Circuit : Names.OtherCircuit, time, us));
            }
            else
            {
                BadSamples++;
            }
        }

        time = batch.BaseTimeUs;
        for (int i = _random.Next(0, 10); i > 0; i--)
        {
            uint sent = (uint)_random.Next(0, 5);
            batch.AddLoss(2, i, sent, sent / 2);
            time += i;
            if (sent > 0)
            {
                good.Add(Sample.Loss(Names.OtherCircuit, time, sent, sent / 2));
            }
            else
            {
                BadSamples++;
            }
        }

        _good[sequence] = good;
        return batch;
    }
}
