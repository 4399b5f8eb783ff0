using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Telecom.Ingestion.V1;

namespace Telecom.Benchmarks.Load;

/// <summary>
/// One measured load on one server: streams are opened, handles declared, and from then to the last acknowledgement processor time is
/// counted. The figure exists only when what was sent, acknowledged and stored is the same.
/// </summary>
internal sealed class LoadPhase : IDisposable
{
    private readonly LoadTarget _target;
    private readonly LoadPlan _plan;
    private readonly GrpcChannel[] _channels;
    private readonly CallInvoker[] _invokers;
    private readonly LaneLoad[] _lanes;
    private readonly ByteString _epoch;

    private LoadPhase(LoadTarget target, LoadPlan plan)
    {
        _target = target;
        _plan = plan;
        byte[] epoch = new byte[16];
        Random.Shared.NextBytes(epoch);
        _epoch = ByteString.CopyFrom(epoch);
        _channels = [.. Enumerable.Range(0, plan.Connections).Select(_ => GrpcChannel.ForAddress(target.Address, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { UseProxy = false },
            DisposeHttpClient = true,
        }))];
        _invokers = [.. _channels.Select(c => c.CreateCallInvoker())];
        _lanes = [.. Enumerable.Range(0, plan.Lanes).Select(i => new LaneLoad(plan.Templates, i, plan.Population, plan.StartUs))];
    }

    /// <summary>Loads as fast as the server acknowledges.</summary>
    /// <param name="target">The server.</param>
    /// <param name="plan">The load.</param>
    /// <param name="length">How long.</param>
    /// <param name="mostBatches">Most batches of a lane, besides those that declare.</param>
    /// <param name="after">Waited for between the last acknowledgement and the second reading of processor time, given the spool epoch and the values sent:
    /// what the figure includes besides.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task<PhaseResult> SaturateAsync(
        LoadTarget target, LoadPlan plan, TimeSpan length, long mostBatches, Func<ByteString, ulong, Task>? after, CancellationToken cancellationToken) =>
        RunAsync(
            target,
            plan,
            after,
            (lane, _) => lane.SendUntilAsync(Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency), mostBatches, cancellationToken),
            cancellationToken);

    /// <summary>Loads at a rate, whatever the server does.</summary>
    /// <param name="target">The server.</param>
    /// <param name="plan">The load.</param>
    /// <param name="valuesPerSecond">Single values per second over all lanes.</param>
    /// <param name="length">How long.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task<PhaseResult> OfferAsync(LoadTarget target, LoadPlan plan, int valuesPerSecond, TimeSpan length, CancellationToken cancellationToken)
    {
        double interval = (double)plan.Templates.Shape.Values * plan.Lanes / valuesPerSecond * Stopwatch.Frequency;
        int batches = (int)(length.TotalSeconds * Stopwatch.Frequency / interval);
        return RunAsync(
            target,
            plan,
            null,
            (lane, number) => lane.SendOnScheduleAsync(
                Stopwatch.GetTimestamp() + (long)(interval * number / plan.Lanes), interval, batches, cancellationToken),
            cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (LaneLoad lane in _lanes)
        {
            lane.Dispose();
        }

        foreach (GrpcChannel channel in _channels)
        {
            channel.Dispose();
        }
    }

    private static async Task<PhaseResult> RunAsync(
        LoadTarget target, LoadPlan plan, Func<ByteString, ulong, Task>? after, Func<LaneLoad, int, Task> send, CancellationToken cancellationToken)
    {
        using var phase = new LoadPhase(target, plan);
        return await phase.MeasureAsync(send, after, cancellationToken);
    }

    private async Task<PhaseResult> MeasureAsync(Func<LaneLoad, int, Task> send, Func<ByteString, ulong, Task>? after, CancellationToken cancellationToken)
    {
        string agent = Population.Agent(_plan.Agent);
        string token = _target.TokenOf(agent);
        await AllAsync((lane, i) => lane.OpenAsync(_invokers[i % _invokers.Length], token, agent, _epoch, (uint)i, cancellationToken));
        await AllAsync((lane, _) => lane.DeclareAsync(cancellationToken));
        ulong declared = Sent;

        IReadOnlyDictionary<string, double> before = _target.ProcessorSeconds();
        TimeSpan own = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        await AllAsync(send);
        await AllAsync((lane, _) => lane.FinishAsync(cancellationToken));
        TimeSpan wall = Stopwatch.GetElapsedTime(start);
        own = Environment.CpuUsage.TotalTime - own;
        ulong values = Sent * (ulong)_plan.Templates.Shape.Values;
        if (after is not null)
        {
            await after(_epoch, values);
        }

        var processor = _target.ProcessorSeconds().ToDictionary(p => p.Key, p => p.Value - before[p.Key]);
        await ReconcileAsync(agent, token, values, cancellationToken);
        ulong batches = Sent - declared;
        return new PhaseResult(batches, batches * (ulong)_plan.Templates.Shape.Rows, processor.Values.Sum(), wall.TotalSeconds, own.TotalSeconds)
        {
            LatencyUs = [.. _lanes.SelectMany(l => l.LatencyUs).Order()],
            LagUs = [.. _lanes.SelectMany(l => l.LagUs).Order()],
            Durability = _lanes[0].Durability,
            SecondsByProcess = processor,
        };
    }

    private ulong Sent => _lanes.Aggregate(0UL, (sum, lane) => sum + lane.Sent);

    /// <exception cref="ReconciliationException">Sent, acknowledged and stored differ.</exception>
    private async Task ReconcileAsync(string agent, string token, ulong values, CancellationToken cancellationToken)
    {
        var client = new IngestionService.IngestionServiceClient(_invokers[0]);
        var headers = new Metadata { { "authorization", "Bearer " + token } };
        ulong stored = 0;
        string page = "";
        do
        {
            ListProducersResponse answer = await client.ListProducersAsync(
                new ListProducersRequest { Parent = agent, PageSize = 1000, PageToken = page }, headers, cancellationToken: cancellationToken);
            stored += answer.Producers.Where(p => p.SpoolEpoch.Equals(_epoch)).Aggregate(0UL, (sum, p) => sum + p.StoredSamples);
            page = answer.NextPageToken;
        }
        while (page.Length > 0);

        ulong acknowledged = _lanes.Aggregate(0UL, (sum, lane) => sum + lane.Acknowledged) * (ulong)_plan.Templates.Shape.Values;
        long refused = _lanes.Sum(l => l.Refused);
        if (acknowledged != values || stored != values || refused != 0)
        {
            throw new ReconciliationException(FormattableString.Invariant(
                $"{_target.Name}: {values} values were sent, {acknowledged} acknowledged, {refused} refused and {stored} stored"));
        }
    }

    private Task AllAsync(Func<LaneLoad, int, Task> act) => Task.WhenAll(_lanes.Select((lane, i) => Task.Run(() => act(lane, i))));
}
