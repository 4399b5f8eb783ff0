using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Time;
using Telecom.Storage.Events;
using Telecom.Support.Alarms;
using Telecom.Support.Cases;
using Telecom.Support.Rules;
using Telecom.Support.V1;

namespace Telecom.Support.Steps;

/// <summary>Takes steps of cases: each is one append at the version that was read, after the alarms that were due by then.</summary>
internal sealed class CaseCommands(
    CaseStore cases, RuleLookup rules, CaseBook book, AlarmPolicy policy, SupportMetrics metrics, TimeProvider timeProvider)
{
    private const int Attempts = 16;

    /// <summary>Takes a step.</summary>
    /// <param name="order">The step and by whom.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The case after it and what it did to the clocks.</returns>
    /// <exception cref="RpcFailure">NOT_FOUND, FAILED_PRECONDITION, PERMISSION_DENIED, INVALID_ARGUMENT, ABORTED, ALREADY_EXISTS.</exception>
    public async ValueTask<StepResult> TakeAsync(StepOrder order, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            CaseRecord record = await cases.FindAsync(order.Name, cancellationToken) ?? throw RpcFailure.NotFound(order.Name);
            CaseRuleSet? found = await rules.FindAsync(record.Core, cancellationToken);
            if (order.RequestId is { } id && record.Taken(id) is { } taken)
            {
                return Repeated(order, record, found, taken);
            }

            RequireEtag(order, record);
            long now = Math.Max(timeProvider.Now().Microseconds, record.Core.LastAtUs);
            CaseStepData data = order.Data with { AtUs = now, By = order.By };
            StepLaw.Require(record.Core, order.Step, data, found, now);
            if (order.Step == CaseStep.Duplicate)
            {
                await RequireMasterAsync(data.Target!, cancellationToken);
            }

            IReadOnlyList<AlarmData> due = found is null ? [] : policy.Due(record.Core, found, now);
            IReadOnlyList<ClockView> before = Clocks(record.Core, found, now);
            long version = record.Core.Version;
            string eventId = StepEventId.New(order.RequestId);
            foreach (AlarmData alarm in due)
            {
                record.Apply(alarm.Key, CaseStep.Alarm, new CaseStepData(alarm.DueAtUs, "", CaseSide.System) { Alarm = alarm });
            }

            // Read before it is written: a case that nobody could read must not come about.
            record.Apply(eventId, order.Step, data);
            CaseRuleSet? after = order.RulesAfter ?? found;
            IReadOnlyList<ClockEffect> effects = ClockEffects.Between(before, Readable(record.Core, after, now));
            if (!order.ValidateOnly)
            {
                var step = new NewEvent(eventId, CaseSteps.StoreType(order.Step), CaseEventCodec.Write(data), timeProvider.Now().Microseconds);
                if (!await cases.AppendAsync(order.Name, version, [.. AlarmWriter.Events(due, timeProvider.Now().Microseconds), step], cancellationToken))
                {
                    continue;
                }

                metrics.Step(order.Step);
                metrics.Alarms(due, now);
                await book.CatchUpAsync(cancellationToken);
            }

            return new StepResult(record, after, effects);
        }

        throw RpcFailure.Aborted(
            ErrorReason.VersionConflict,
            $"{order.Name} is being changed by others: {Attempts} tries came too late.",
            new Dictionary<string, string> { ["case"] = order.Name });
    }

    private static IReadOnlyList<ClockView> Clocks(CaseCore core, CaseRuleSet? found, long nowUs) =>
        found is null ? [] : ClockReader.Read(core, found, new UtcInstant(nowUs)).Clocks;

    private static IReadOnlyList<ClockView> Readable(CaseCore core, CaseRuleSet? found, long nowUs)
    {
        try
        {
            return Clocks(core, found, nowUs);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or OverflowException)
        {
            throw RpcFailure.Invalid("change", exception.Message, "NO_DEADLINE");
        }
    }

    private static StepResult Repeated(StepOrder order, CaseRecord record, CaseRuleSet? found, (CaseStep? Step, CaseStepData? Data) taken)
    {
        bool same = taken.Step == order.Step && taken.Data is { } data && order.Data with { AtUs = data.AtUs, By = data.By } == data;
        return same ? new StepResult(record, found, []) : throw RpcFailure.AlreadyExists($"The step of request_id {order.RequestId} of {order.Name}");
    }

    private static void RequireEtag(StepOrder order, CaseRecord record)
    {
        string etag = record.Core.Etag;
        if (order.Etag.Length > 0 && order.Etag != etag)
        {
            throw RpcFailure.Aborted(
                ErrorReason.VersionConflict,
                $"{order.Name} has etag \"{etag}\", not \"{Fields.Shown(order.Etag)}\": it was changed since it was read.",
                new Dictionary<string, string> { ["case"] = order.Name, ["etag"] = etag, ["expected_etag"] = order.Etag });
        }
    }

    private async ValueTask RequireMasterAsync(string master, CancellationToken cancellationToken)
    {
        const string field = "change.duplicate.master";
        CaseRecord? found = await cases.FindAsync(master, cancellationToken);
        if (found is null)
        {
            throw RpcFailure.Invalid(field, $"there is no {master}", "NO_SUCH_CASE");
        }

        if (found.Core.DuplicateOf is { } other)
        {
            throw RpcFailure.Invalid(field, $"{master} is itself a duplicate, of {other}", "IS_A_DUPLICATE");
        }
    }
}
