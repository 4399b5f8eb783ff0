using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.V1;
using Telecom.Support.V1;

namespace Telecom.Sla.Outages;

/// <summary>
/// Takes events of cases in: a case that the customer or staff opened about a circuit is a report, and a case that names an outage is linked
/// to it. A case that was opened because of an outage is nobody's report. Taking an event twice changes nothing.
/// </summary>
internal sealed partial class CaseEventTaker(FactStore facts, OutageDecision decision, TimeProvider time, OutageMetrics metrics, ILogger<CaseEventTaker> logger)
{
    /// <summary>A case was opened.</summary>
    public const string Opened = "case.opened";

    /// <summary>A case was linked to something.</summary>
    public const string Linked = "case.linked";

    /// <summary>Takes an event in.</summary>
    /// <param name="case">The event.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="Storage.StoreUnavailableException">The store cannot be used now; the same event may be taken again.</exception>
    public async ValueTask TakeAsync(CaseEvent @case, CancellationToken cancellationToken)
    {
        if (@case.Type is not (Opened or Linked) || !ResourceName.TryParse(@case.Case, "cases", out ResourceName? name))
        {
            return;
        }

        OutageFact? outage = await FindAsync(@case.Link, name, cancellationToken);
        if (@case.Type == Opened && @case.Origin is CaseOrigin.Customer or CaseOrigin.Staff)
        {
            string circuit = @case.Circuit.Length == 0 && outage is not null ? outage.Circuit : @case.Circuit;
            if (ResourceName.TryParse(circuit, "circuits", out ResourceName? owned) && owned.Customer == name.Customer)
            {
                await UpdateAsync(circuit, (state, now) => decision.OfReport(state, @case.Case, @case.ReportedAtUs, now), cancellationToken);
            }
        }

        if (outage is not null)
        {
            await UpdateAsync(
                outage.Circuit, (state, now) => OutageDecision.OfLink(state, outage.Name, new FactLink(@case.Case, 0), OutageEventKind.Linked, now), cancellationToken);
        }
    }

    private async ValueTask<OutageFact?> FindAsync(string link, ResourceName @case, CancellationToken cancellationToken)
    {
        if (!ResourceName.TryParse(link, "outages", out ResourceName? name) || name.Customer != @case.Customer)
        {
            return null;
        }

        if (facts.Book.Outage(link) is not { } outage)
        {
            await facts.CatchUpAsync(cancellationToken);
            outage = facts.Book.Outage(link);
            if (outage is null)
            {
                Log.NoSuchOutage(logger, @case.ToString(), link);
            }
        }

        return outage;
    }

    private async ValueTask UpdateAsync(string circuit, Func<CircuitOutages, UtcInstant, OutagePlan> decide, CancellationToken cancellationToken)
    {
        OutagePlan plan = await facts.UpdateAsync(
            circuit, state => ValueTask.FromResult(decide(state, UtcInstant.From(time.GetUtcNow()))), cancellationToken);
        metrics.Wrote(plan.Events);
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3054, Level = LogLevel.Warning, Message = "{Case} refers to {Outage}, which is not recorded")]
        public static partial void NoSuchOutage(ILogger logger, string @case, string outage);
    }
}
