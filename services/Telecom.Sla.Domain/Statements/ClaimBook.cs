using Telecom.Sla.Domain.Claims;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>The claims of a rating under one choice of readings, and what they open.</summary>
internal sealed class ClaimBook
{
    private readonly RatingContext _context;
    private readonly ClaimSubjects _subjects;
    private readonly TimeSet _acceptedOutages;
    private readonly bool _acceptsAny;

    /// <summary>Assesses the claims.</summary>
    /// <param name="context">The rating.</param>
    /// <param name="readings">The claim terms under the other readings, of which the hardest is stored beside; empty when nobody asks for it.</param>
    public ClaimBook(RatingContext context, IReadOnlyList<ClaimTerms> readings)
    {
        _context = context;
        _subjects = new ClaimSubjects(context);
        Claims = context.Facts.Claims is { } claims
            ? [.. claims.Select(claim => new ClaimAssessor(context, _subjects, readings).Assess(claim))]
            : [];
        AssessedClaim[] accepted = [.. Claims.Where(claim => claim.Result.Accepted == true)];
        _acceptsAny = accepted.Any(claim => claim.Subject.Outage is null);
        _acceptedOutages = TimeSet.Of(accepted.Select(claim => claim.Subject.Outage).OfType<TimeRange>());
    }

    /// <summary>The claims, in the order of the evidence.</summary>
    public IReadOnlyList<AssessedClaim> Claims { get; }

    /// <summary>True when the contract asks for claims and they were examined.</summary>
    public bool Decides => _context.Terms.Claims is not null && _context.Facts.Claims is not null;

    /// <summary>True when a period has an accepted claim.</summary>
    public bool Opens(TimeRange period) => Claims.Any(claim => claim.Result.Accepted == true && claim.Subject.Concerns(period));

    /// <summary>True when an incident, which has a length, has an accepted claim.</summary>
    public bool OpensIncident(TimeRange incident) => _acceptsAny || _acceptedOutages.Overlaps(incident);

    /// <summary>True when something of a period can still be claimed at the instant of the rating; never when there is no such instant.</summary>
    public bool IsWindowOpen(TimeRange period)
    {
        if (_context.Terms.Claims is not { } terms || _context.Facts.AsOf is not { } now)
        {
            return false;
        }

        // The window of an outage that goes on has not begun, so it cannot have closed.
        return _subjects.Of(period).Any(subject => _subjects.AnchorOf(terms.Claim.Anchor, subject) is { } anchor
            ? ClaimDeadline.Of(terms.Claim, anchor, _context.Zone, _context.Calendar).Allows(now)
            : !subject.Ended);
    }
}
