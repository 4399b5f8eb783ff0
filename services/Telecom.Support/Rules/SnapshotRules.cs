using System.Collections.Concurrent;
using Telecom.Catalog.V1;
using Telecom.Contracts;
using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Support.Rules;

/// <summary>The rules of the subscriptions of a catalogue snapshot, each worked out once: a million open cases ask for the same few.</summary>
internal sealed class SnapshotRules
{
    private readonly CalendarChange? _trial;
    private readonly ContractDocuments _documents;
    private readonly RuleCache _made;
    private readonly Dictionary<string, Subscription> _subscriptions;
    private readonly ConcurrentDictionary<string, SubscriptionRules?> _found = new(StringComparer.Ordinal);

    /// <summary>Makes them.</summary>
    public SnapshotRules(CatalogSnapshot snapshot, CalendarChange? trial, ContractDocuments documents, RuleCache made)
    {
        (Snapshot, _trial, _documents, _made) = (snapshot, trial, documents, made);
        _subscriptions = snapshot.Subscriptions.DistinctBy(known => known.Name).ToDictionary(known => known.Name, StringComparer.Ordinal);
    }

    /// <summary>The catalogue.</summary>
    public CatalogSnapshot Snapshot { get; }

    /// <summary>The rules of a subscription at an instant; null when there are none.</summary>
    public CaseRuleSet? Find(string subscription, UtcInstant at)
    {
        if (_found.GetOrAdd(subscription, Resolve) is not { } known)
        {
            return null;
        }

        AgreementVersion version = known.Agreement.At(at);
        return known.ByVersion.GetOrAdd(version.Id, _ => _made.Keep(RuleCodec.Write(Make(known, version))));
    }

    private SubscriptionRules? Resolve(string name) =>
        _subscriptions.TryGetValue(name, out Subscription? subscription)
        && Snapshot.Contracts.FirstOrDefault(known => known.Name == subscription.Contract) is { } contract
        && _documents.Read(contract) is { } document
        && document.Agreement(subscription.Plan, SubscriptionTerms.Readings(subscription)).Agreement is { } agreement
            ? new SubscriptionRules(subscription, contract, document, agreement)
            : null;

    private RuleSetData Make(SubscriptionRules known, AgreementVersion version)
    {
        CalendarTerms calendar = SubscriptionTerms.Calendar(known.Subscription, version.Terms.Calendar);
        if (_trial is not null && _trial.HoldsFor(known.Contract.Name))
        {
            calendar = _trial.Over(calendar);
        }

        TermsData? terms = version.Terms.Cases is { } cases ? TermsData.Of(cases) : null;
        return new RuleSetData(
            known.Contract.Name,
            version.Id,
            known.Subscription.Plan,
            CalendarData.Of(calendar),
            terms,
            [.. Alternatives(version)],
            terms is null ? ChannelClause(known.Document) : null);
    }

    /// <summary>Other options whose terms for cases differ from the chosen ones.</summary>
    private static IEnumerable<AlternativeData> Alternatives(AgreementVersion version)
    {
        if (version.Terms.Cases is not { } chosen)
        {
            yield break;
        }

        foreach (TermsAlternative other in version.Alternatives)
        {
            if (!other.Chosen && other.Terms.Cases is { } terms && !Same(terms, chosen))
            {
                yield return new AlternativeData(other.Reading, other.Option, TermsData.Of(terms));
            }
        }
    }

    private static bool Same(CaseTerms left, CaseTerms right) =>
        left.SeverityChange == right.SeverityChange && left.TimeBasis == right.TimeBasis && left.Levels.SequenceEqual(right.Levels);

    /// <summary>Clause of the hours that the text itself gives.</summary>
    private static string? ChannelClause(ContractDocument document) => document.Parameters
        .FirstOrDefault(parameter => parameter.Path.EndsWith(".calendar.opens", StringComparison.Ordinal) && parameter.Origin == ParameterOrigin.Text)?.Clause;

    private sealed record SubscriptionRules(Subscription Subscription, Contract Contract, ContractDocument Document, Agreement Agreement)
    {
        /// <summary>The rules by id of the contract's version.</summary>
        public ConcurrentDictionary<string, CaseRuleSet> ByVersion { get; } = new(StringComparer.Ordinal);
    }
}
