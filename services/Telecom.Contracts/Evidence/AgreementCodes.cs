using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Contracts.Evidence;

/// <summary>The codes that an agreement knows, in any of its versions, in the order in which it lists them.</summary>
internal sealed class AgreementCodes
{
    /// <summary>Outages and events without another cause.</summary>
    private const string Provider = "provider";

    /// <summary>Outages in maintenance windows.</summary>
    private const string Maintenance = "maintenance";

    private readonly RatingTerms[] _terms;

    /// <summary>Collects the codes.</summary>
    public AgreementCodes(Agreement agreement)
    {
        _terms = [.. agreement.Versions.Select(version => version.Terms)];
        Categories = Set(terms => [.. terms.Availability?.Exclusions.Keys ?? [], .. terms.Events?.Excuses ?? []]);
        OutageCauses = Set(terms => [Provider, Maintenance, .. terms.Availability?.Exclusions.Keys ?? []]);
        EventCauses = Set(terms => [Provider, .. terms.Events?.Excuses ?? []]);
        Commitments = Set(terms => terms.Commitments.Select(commitment => commitment.Kind));
        CommitmentCauses = Set(terms => [.. terms.Commitments.Select(commitment => commitment.Cause), Provider, "customer", "third_party", .. Categories]);
        Contents = Set(terms => terms.Claims?.Contents.Select(content => content.Field) ?? []);
        Gates = Set(terms => terms.Gates.Select(gate => gate.Id));
        Settlements = Set(terms => [CodeText.SnakeCase(SettlementForm.Credit), .. terms.Settlements.Keys.Select(CodeText.SnakeCase)]);
    }

    /// <summary>True when something is promised about availability.</summary>
    public bool HasAvailability => _terms.Any(terms => terms.Availability is not null);

    /// <summary>True when there is an objective over events.</summary>
    public bool HasEvents => _terms.Any(terms => terms.Events is not null);

    /// <summary>True when there are performance limits.</summary>
    public bool HasPerformance => _terms.Any(terms => terms.Performance.Count > 0);

    /// <summary>True when credits follow a table.</summary>
    public bool HasTiers => _terms.Any(terms => terms.Credit is TierCreditTerms);

    /// <summary>Categories of exclusions.</summary>
    public IReadOnlySet<string> Categories { get; }

    /// <summary>Causes of outages.</summary>
    public IReadOnlySet<string> OutageCauses { get; }

    /// <summary>Causes of late events.</summary>
    public IReadOnlySet<string> EventCauses { get; }

    /// <summary>Kinds of commitments.</summary>
    public IReadOnlySet<string> Commitments { get; }

    /// <summary>Causes of what may have broken a commitment: a misspelt one would not break it, so they are listed too.</summary>
    public IReadOnlySet<string> CommitmentCauses { get; }

    /// <summary>Fields of a claim's contents.</summary>
    public IReadOnlySet<string> Contents { get; }

    /// <summary>Conditions on the account.</summary>
    public IReadOnlySet<string> Gates { get; }

    /// <summary>Forms of settlement; a credit against future charges is always one.</summary>
    public IReadOnlySet<string> Settlements { get; }

    private HashSet<string> Set(Func<RatingTerms, IEnumerable<string>> codes) => _terms.SelectMany(codes).ToHashSet(StringComparer.Ordinal);
}
