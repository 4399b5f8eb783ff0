using Grpc.Core;
using Grpc.Net.Client;
using Telecom.Benchmarks.Load;
using Telecom.Benchmarks.Servers;
using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.Benchmarks.Parts;

/// <summary>Asks for the status of a month, again and again.</summary>
internal sealed class StatusClient : IDisposable
{
    private const int MostRounds = 40;
    private const int SteadyRounds = 3;

    private readonly GrpcChannel _channel;
    private readonly SlaService.SlaServiceClient _client;
    private readonly Metadata _headers;
    private readonly GetStatusRequest _request;
    private readonly int _process;
    private CircuitStatus _last = new();

    /// <summary>Opens a channel to the measurement service itself.</summary>
    /// <param name="set">The services.</param>
    /// <param name="circuit">Resource name.</param>
    /// <param name="month">As "2026-10".</param>
    public StatusClient(ServiceSet set, string circuit, string month)
    {
        _channel = GrpcChannel.ForAddress(set.Address(ServiceNames.Sla));
        _client = new SlaService.SlaServiceClient(_channel);
        _headers = new Metadata { { "authorization", "Bearer " + set.AdminToken } };
        _request = new GetStatusRequest { Name = circuit, Month = month };
        _process = set.Process(ServiceNames.Sla);
    }

    /// <summary>The last answer in a line.</summary>
    public string Summary => FormattableString.Invariant(
        $"the answer: {_last.SampleCount} samples, availability {_last.Availability?.AvailabilityPct} %, {_last.Outages.Count} outages, {_last.Performance.Count} figures");

    /// <summary>Asks until answers have not become faster three times in a row: the roll-ups are made then, and the code is compiled.</summary>
    /// <param name="calls">Calls of a round.</param>
    /// <param name="pause">Pause between two rounds.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task SettleAsync(int calls, TimeSpan pause, CancellationToken cancellationToken)
    {
        double least = double.MaxValue;
        int steady = 0;
        for (int round = 0; round < MostRounds && steady < SteadyRounds; round++)
        {
            (double[] sorted, _) = await AskAsync(calls, cancellationToken);
            double median = sorted[sorted.Length / 2];
            steady = median < least * 0.9 ? 0 : steady + 1;
            least = Math.Min(least, median);
            await Task.Delay(pause, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Asks one after the other.</summary>
    /// <returns>How long each took, milliseconds, ascending; processor time of the service for each, milliseconds.</returns>
    public async Task<(double[] Milliseconds, double ProcessorMilliseconds)> AskAsync(int calls, CancellationToken cancellationToken)
    {
        double[] milliseconds = new double[calls];
        double processor = ProcessorClock.SecondsOf([_process]);
        for (int i = 0; i < calls; i++)
        {
            long start = TimeProvider.System.GetTimestamp();
            GetStatusResponse answer = await _client.GetStatusAsync(_request, _headers, cancellationToken: cancellationToken);
            milliseconds[i] = TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
            _last = answer.Status;
        }

        processor = ProcessorClock.SecondsOf([_process]) - processor;
        Array.Sort(milliseconds);
        return (milliseconds, processor * 1000 / calls);
    }

    /// <summary>Checks that the answer is about everything that was sent.</summary>
    /// <exception cref="ReconciliationException">It is not.</exception>
    public void Check(ulong expectedSamples, int expectedOutages)
    {
        if (_last.SampleCount != expectedSamples || _last.Outages.Count != expectedOutages)
        {
            throw new ReconciliationException(FormattableString.Invariant(
                $"the status counts {_last.SampleCount} samples and {_last.Outages.Count} outages; {expectedSamples} and {expectedOutages} were sent"));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _channel.Dispose();
}
