using Telecom.Hosting;
using Telecom.Ingestion.Clocks;
using Telecom.Ingestion.Intake;
using Telecom.Ingestion.V1;
using Telecom.Ingestion.Wire;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Time;
using Telecom.Storage.Log;

namespace Telecom.Ingestion.Streams;

/// <content>Hello and Welcome.</content>
internal sealed partial class StreamSession
{
    /// <summary>Takes Hello.</summary>
    /// <returns>The Welcome to answer with.</returns>
    private async Task<Welcome> OpenAsync(MessageReader messages)
    {
        if (_services.Circuits.Current is null)
        {
            throw BatchIntake.CatalogUnknown();
        }

        Hello hello = await ReadHelloAsync(messages);

        IngestionOptions options = _services.Options;
        List<FieldViolation> violations = [];
        ProducerLane lane = LaneRules.Check(violations, "hello.", _caller, hello.Agent, hello.SpoolEpoch, hello.Lane, options.MaxLanes);
        LaneRules.CheckSoftware(violations, hello.Software);
        if (violations.Count > 0)
        {
            throw RpcFailure.Invalid(violations);
        }

        _services.Circuits.Current?.RequireEnabled(lane.Agent);
        LaneIntake intake = _services.Intake.Open(lane);
        LaneClock clock = new(intake, _services.Clock, _services.Metrics, options.MaxClockSkew, _services.Logger);
        clock.Take(hello);
        intake.Clock = clock;
        intake.Quota = _services.Quotas.Of(lane.Agent);
        Volatile.Write(ref _intake, intake);
        _services.Registry.Claim(this, lane);
        _lane = lane;
        ISampleLog log = _services.Log.Log;
        ulong durable = await RememberedLanes.FindAsync(_services, lane, _stopReading.Token);
        long nowUs = UtcInstant.From(_services.Clock.GetUtcNow()).Microseconds;
        Welcome welcome = Welcomes.Create(durable, log.Durability, options, _services.MaxMessageBytes, nowUs);
        Log.Opened(_services.Logger, lane, durable, hello.Software, (hello.AgentTimeUs - nowUs) / 1000);
        return welcome;
    }

    private async Task<Hello> ReadHelloAsync(MessageReader messages)
    {
        using WireMessage? message = await messages.NextAsync(_stopReading.Token);
        StreamSamplesRequest? first = message is null ? null : MessageReader.Parse(message);
        return first?.Hello
            ?? throw StreamEnd.Violation($"The first message is {first?.MessageCase.ToString() ?? "missing"}; it must be Hello.");
    }
}
