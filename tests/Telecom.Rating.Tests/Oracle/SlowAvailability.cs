using System.Numerics;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Rating.Tests.Oracle;

/// <summary>Figures and verdict of a period from the counted seconds.</summary>
internal sealed class SlowAvailability
{
    private const long Micro = 1_000_000;

    private readonly AvailabilityTerms _terms;
    private readonly Fraction _target;
    private readonly Fraction _promised;

    public SlowAvailability(SlowLedger ledger, Fraction target)
    {
        _terms = ledger.Terms;
        _target = target;
        _promised = Fraction.Of(_terms.Target);
        MissingDataPolicy policy = ledger.Facts.MissingData ?? _terms.MissingData;
        Final = ledger.To == ledger.End;
        Denominator = ledger.Count(SlowLedger.IsDenominator);
        long down = ledger.Count(SlowLedger.IsDown);
        Unmeasured = ledger.Count(SlowLedger.IsUnmeasured);
        Measured = ledger.Count(marks => (marks & Marks.Measured) != 0);
        Planned = ledger.Count(SlowLedger.IsPlanned);
        Excluded = ledger.Count(SlowLedger.IsExcluded);
        long whole = ledger.CountToEnd(SlowLedger.IsDenominator);
        long known = Denominator - Unmeasured;

        // What the verdict rests on: certain downtime, possible downtime, and the seconds that they are held against.
        long certain = policy == MissingDataPolicy.Down ? down + Unmeasured : down;
        long possible = policy == MissingDataPolicy.Undetermined ? down + Unmeasured : certain;
        long against = policy == MissingDataPolicy.Exclude ? whole - Unmeasured : whole;
        long shownAgainst = policy is MissingDataPolicy.Exclude or MissingDataPolicy.Undetermined ? known : Denominator;
        Service = policy == MissingDataPolicy.Exclude ? known : Denominator;
        Downtime = certain;
        Availability = Share(certain, shownAgainst);
        Low = Share(down + Unmeasured, Denominator);
        High = Share(down, Denominator);
        Certain = Share(certain, against);
        Coverage = Denominator == 0 ? null : new Fraction(known, Denominator);
        Budget = _terms.DowntimeLimitUs ?? ((Fraction.One - target) * new Fraction(new BigInteger(against) * Micro, 1)).Floor();
        bool nothingKnown = policy == MissingDataPolicy.Undetermined && Final && Denominator == Unmeasured;
        Verdict = against <= 0 ? ObjectiveState.None
            : nothingKnown ? ObjectiveState.Undetermined
            : Misses(certain, against) ? (Final ? ObjectiveState.Breached : ObjectiveState.BreachedAlready)
            : Misses(possible, against) ? ObjectiveState.Undetermined
            : Final ? ObjectiveState.Met
            : IsAtRisk(certain, shownAgainst) ? ObjectiveState.AtRisk
            : ObjectiveState.OnTrack;
    }

    public bool Final { get; }

    public long Denominator { get; }

    public long Service { get; }

    public long Downtime { get; }

    public long Unmeasured { get; }

    public long Measured { get; }

    public long Planned { get; }

    public long Excluded { get; }

    public Fraction? Availability { get; }

    public Fraction? Low { get; }

    public Fraction? High { get; }

    public Fraction? Certain { get; }

    public Fraction? Coverage { get; }

    public BigInteger Budget { get; }

    public ObjectiveState Verdict { get; }

    private Fraction? Share(long down, long of)
    {
        if (of <= 0)
        {
            return null;
        }

        Fraction missing = new(down, of);
        return _terms.Formula == AvailabilityFormula.TargetMinusDowntime ? _promised - missing : Fraction.One - missing;
    }

    private bool Misses(long down, long of) =>
        _terms.DowntimeLimitUs is { } limit ? new BigInteger(down) * Micro > limit : Share(down, of) is { } reached && reached < _target;

    /// <summary>Three quarters of the budget are used, or the time to date alone misses.</summary>
    private bool IsAtRisk(long down, long of) =>
        (down > 0 && new BigInteger(down) * Micro * 4 >= Budget * 3) || (of > 0 && Misses(down, of));
}
