using Grpc.Core;
using Telecom.Ingestion.V1;

namespace Telecom.Agent.Tests.Support;

/// <summary>One stream of the fake server.</summary>
internal sealed class FakeStream(FakeIngestion server, FakeLane lane, IServerStreamWriter<StreamSamplesResponse> responses, int number)
{
    private readonly Dictionary<uint, string> _handles = [];
    private ulong _acknowledged;

    public FakeLane Lane => lane;

    /// <summary>Which stream of the server it is, from 1.</summary>
    public int Number => number;

    public int Batches { get; private set; }

    public int Heartbeats { get; set; }

    public Task WelcomeAsync() => SendAsync(new StreamSamplesResponse
    {
        Welcome = new Welcome { DurableSequence = lane.Durable, Durability = Durability.Fsynced, Limits = server.Limits },
    });

    /// <summary>Gives a batch the circuits that its handles mean on this stream, and notes what the agent did wrong.</summary>
    public SampleBatch Resolve(SampleBatch batch)
    {
        Batches++;
        foreach (CircuitHandle declared in batch.Circuits)
        {
            if (!_handles.TryAdd(declared.Handle, declared.Circuit))
            {
                server.Fault($"handle {declared.Handle} declared twice");
            }

            if (declared.Handle == 0 || declared.Handle > server.Limits.MaxCircuits)
            {
                server.Fault($"handle {declared.Handle} outside the limits");
            }
        }

        SampleBatch resolved = batch.Clone();
        resolved.Circuits.Clear();
        IEnumerable<uint> used = [.. batch.Latency?.Circuit ?? [], .. batch.Throughput?.Circuit ?? [], .. batch.Loss?.Circuit ?? []];
        foreach (uint handle in used.Distinct())
        {
            if (!_handles.TryGetValue(handle, out string? circuit))
            {
                server.Fault($"batch {batch.Sequence} uses handle {handle}, which was not declared");
                circuit = "?";
            }

            resolved.Circuits.Add(new CircuitHandle { Handle = handle, Circuit = circuit });
        }

        return resolved;
    }

    /// <summary>Stores a batch if it is the next one; false when it is out of order.</summary>
    public bool Store(SampleBatch batch)
    {
        // A stream that the agent has left may still have batches under way.
        lock (lane)
        {
            return StoreAlone(batch);
        }
    }

    private bool StoreAlone(SampleBatch batch)
    {
        if (batch.Sequence > lane.Durable + 1)
        {
            return false;
        }

        if (batch.Sequence <= lane.Durable)
        {
            lane.Replays++;
            if (!FakeLane.SamplesOf(lane.Stored[batch.Sequence]).SequenceEqual(FakeLane.SamplesOf(batch)))
            {
                server.Fault($"batch {batch.Sequence} came again with other samples");
            }

            return true;
        }

        if (!lane.Stored.TryAdd(batch.Sequence, batch))
        {
            server.Fault($"batch {batch.Sequence} stored twice");
        }

        lane.Durable = batch.Sequence;
        return true;
    }

    /// <summary>What a server does with a batch.</summary>
    public async Task TakeAsync(SampleBatch batch)
    {
        if (Store(batch))
        {
            await AcknowledgeAsync(batch);
        }
        else
        {
            await SendAsync(new StreamSamplesResponse { Rewind = new Rewind { DurableSequence = lane.Durable, ReceivedSequence = batch.Sequence } });
        }
    }

    public Task AcknowledgeAsync(SampleBatch batch)
    {
        _acknowledged = Math.Max(_acknowledged, batch.Sequence);
        return SendAsync(new StreamSamplesResponse { Ack = new Ack { DurableSequence = _acknowledged, Refusals = { server.Refuse(batch) } } });
    }

    public async Task FinishAsync(Finish finish)
    {
        if (finish.LastSequence > lane.Durable)
        {
            server.Fault($"Finish says {finish.LastSequence}, but {lane.Durable} came");
        }

        await SendAsync(new StreamSamplesResponse { Finished = new Finished { DurableSequence = lane.Durable } });
    }

    public Task SendAsync(StreamSamplesResponse response) => responses.WriteAsync(response);
}
