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

    /// <summary>The rules of the catalogue, each worked out once.</summary>
    /// <param name="snapshot">The catalogue.</param>
    public SnapshotRules Of(CatalogSnapshot snapshot)
    {
        SnapshotRules? latest = _latest;
        return ReferenceEquals(latest?.Snapshot, snapshot) ? latest! : _latest = new SnapshotRules(snapshot, null, documents, _made);
    }

    /// <summary>The rules that would hold; nothing of them is kept, for there is no end to what can be tried.</summary>
    /// <param name="snapshot">The catalogue, or one that is tried.</param>
    /// <param name="calendar">A calendar to try; null: as the catalogue says.</param>
    public SnapshotRules Try(CatalogSnapshot snapshot, CalendarChange? calendar) => new(snapshot, calendar, documents, new RuleCache());
}
