using Telecom.Catalog.V1;
using Telecom.Sla.Domain.Time;

namespace Telecom.Support.Rules;

/// <summary>Finds the rules that the catalogue has for a subscription at an instant. Equal rules come out as one object.</summary>
internal sealed class RuleFinder(ContractDocuments documents)
{
    private readonly RuleCache _made = new();
    private volatile SnapshotRules? _latest;

    /// <summary>The rules; null when the catalogue has no such subscription, contract or plan, or cannot read the contract.</summary>
    /// <param name="snapshot">The catalogue.</param>
    /// <param name="subscription">Resource name of the subscription.</param>
    /// <param name="at">The instant that decides which version of the contract holds.</param>
    public CaseRuleSet? Find(CatalogSnapshot snapshot, string subscription, UtcInstant at) => Of(snapshot).Find(subscription, at);

    /// <summary>The rules of a snapshot, each worked out once; with a calendar to try, for as long as the caller keeps them.</summary>
    /// <param name="snapshot">The catalogue.</param>
    /// <param name="trial">A calendar to try instead; null: as the catalogue says.</param>
    public SnapshotRules Of(CatalogSnapshot snapshot, CalendarChange? trial = null)
    {
        if (trial is not null)
        {
            // What was only tried is not kept: there is no end to calendars.
            return new SnapshotRules(snapshot, trial, documents, new RuleCache());
        }

        SnapshotRules? latest = _latest;
        return ReferenceEquals(latest?.Snapshot, snapshot) ? latest! : _latest = new SnapshotRules(snapshot, null, documents, _made);
    }
}
