using Telecom.Sla.Domain.Terms;

namespace Telecom.Sla.Statements;

/// <summary>What an agreement asks of evidence, in any of its versions. What it does not know would be refused, so it is left out.</summary>
internal sealed class EvidenceNeeds
{
    /// <summary>Reads an agreement.</summary>
    public EvidenceNeeds(Agreement agreement)
    {
        RatingTerms[] terms = [.. agreement.Versions.Select(version => version.Terms)];
        Availability = terms.Any(one => one.Availability is not null);
        Events = terms.Any(one => one.Events is not null);
        Performance = terms.Any(one => one.Performance.Count > 0);
        Cases = terms.Any(one => one.Cases is not null);
        Claims = terms.Any(one => one.Claims is not null);
        Tickets = terms.Any(one => one.Claims?.Ticket is not null);
        Credit = terms.Any(one => one.Credit is not null);
        Confirmation = terms.Any(one => one.Availability?.NeedsConfirmation == true);
        Categories = terms.SelectMany(one => one.Availability?.Exclusions.Keys ?? []).ToHashSet(StringComparer.Ordinal);
        Contents = terms.SelectMany(one => one.Claims?.Contents.Select(content => content.Field) ?? []).ToHashSet(StringComparer.Ordinal);
        Gates = [.. terms.SelectMany(one => one.Gates.Select(gate => gate.Id)).Distinct(StringComparer.Ordinal)];
        Commitments = [.. terms.SelectMany(one => one.Commitments.Select(commitment => commitment.Kind)).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>True when something is promised about availability.</summary>
    public bool Availability { get; }

    /// <summary>True when there is an objective over events.</summary>
    public bool Events { get; }

    /// <summary>True when there are performance limits.</summary>
    public bool Performance { get; }

    /// <summary>True when there are support clocks.</summary>
    public bool Cases { get; }

    /// <summary>True when a credit must be claimed.</summary>
    public bool Claims { get; }

    /// <summary>True when a ticket must come before the claim.</summary>
    public bool Tickets { get; }

    /// <summary>True when something is owed for a miss.</summary>
    public bool Credit { get; }

    /// <summary>True when an outage counts only when the provider confirms it.</summary>
    public bool Confirmation { get; }

    /// <summary>Categories of exclusions.</summary>
    public IReadOnlySet<string> Categories { get; }

    /// <summary>What a claim must hold.</summary>
    public IReadOnlySet<string> Contents { get; }

    /// <summary>Conditions on the account.</summary>
    public IReadOnlyList<string> Gates { get; }

    /// <summary>Kinds of commitments.</summary>
    public IReadOnlyList<string> Commitments { get; }
}
