using System.Globalization;
using NodaTime;
using Telecom.Sla.Domain.Claims;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Rating.Tests.Oracle;

/// <summary>What is owed for a whole period, step by step as rule G7 says: exact, capped, rounded once.</summary>
internal sealed class SlowCredit
{
    private readonly RatingTerms _terms;
    private readonly RatingFacts _facts;
    private readonly TimeRange _period;
    private readonly SlowLedger? _ledger;
    private readonly SlowAvailability? _figures;
    private readonly SlowClaims _claims;
    private readonly LocalClock _clock;
    private readonly int _decimals;
    private readonly SortedSet<LocalDate> _days = [];
    private readonly List<(string Month, decimal? Amount)> _schedule = [];
    private bool _triggered;
    private Fraction? _share = Fraction.Zero;
    private decimal? _uncapped;
    private decimal? _amount;
    private readonly Fraction? _exact;

    public SlowCredit(
        RatingTerms terms, RatingFacts facts, TimeRange period, ObjectiveState verdict, SlowLedger? ledger, SlowAvailability? figures, SlowEvents? events, SlowClaims claims)
    {
        (_terms, _facts, _period, _ledger, _figures, _claims) = (terms, facts, period, ledger, figures, claims);
        _clock = new LocalClock(terms, facts);
        _decimals = facts.Currency?.Decimals ?? (terms.Currency == "JPY" ? 0 : terms.Currency == "KWD" ? 3 : 2);
        CreditTerms credit = terms.Credit!;
        Schedule(credit, verdict, events);
        Fraction? basis = Basis(credit);
        LocalDate first = _clock.Date(SlowLedger.Seconds(period.Start));
        Fraction? cap = credit.Cap is not { } most ? null
            : most.Share is { } share ? Fraction.Of(share)
            : new Fraction(most.DaysOfMonth!.Value, first.Calendar.GetDaysInMonth(first.Year, first.Month));
        Fraction? capped = _share is { } wanted && cap is { } limit && limit < wanted ? limit : _share;
        _exact = basis is { } of && capped is { } part ? of * part : null;
        _uncapped = basis is { } all && _share is { } full ? (all * full).Money(_decimals) : null;
        _amount = _share?.Top.IsZero == true ? 0m : _exact?.Money(_decimals);
        decimal? capAmount = basis is { } paid && cap is { } upTo ? (paid * upTo).Money(_decimals) : null;
        if (credit is InstalmentCreditTerms instalments && _triggered)
        {
            Instalments(instalments, basis);
        }

        CreditStatus status = Status(verdict);
        bool outOfScope = status == CreditStatus.NotIssued && FailedGate() is { Test: GateTest.Scope } && _triggered;
        if (status == CreditStatus.Forfeited)
        {
            _amount = 0m;
            _schedule.Clear();
        }

        bool unsaid = status is CreditStatus.ScheduleMissing || (status == CreditStatus.Pending && !_triggered);
        Payable = status is CreditStatus.None or CreditStatus.NotIssued or CreditStatus.Forfeited ? 0m : unsaid ? null : _amount;
        Fields =
        [
            ("status", status), ("basis", basis?.Money(_decimals)),
            ("schedule share", unsaid ? null : outOfScope ? Fraction.Zero : _share),
            ("share", unsaid ? null : outOfScope ? Fraction.Zero : capped),
            ("uncapped", unsaid ? null : outOfScope ? 0m : _uncapped), ("cap", capAmount), ("amount", unsaid ? null : outOfScope ? 0m : _amount),
            ("days", outOfScope ? "" : string.Join(' ', _days.Select(day => day.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture)))),
            ("schedule", outOfScope ? "" : string.Join(' ', _schedule.Select(one => $"{one.Month}:{(one.Amount is { } amount ? amount.ToString("0.####", CultureInfo.InvariantCulture) : "none")}"))),
        ];
    }

    public decimal? Payable { get; }

    public IReadOnlyList<(string Name, object? Value)> Fields { get; }

    private void Schedule(CreditTerms credit, ObjectiveState verdict, SlowEvents? events)
    {
        bool missed = verdict is ObjectiveState.Breached or ObjectiveState.BreachedAlready;
        switch (credit)
        {
            case TierCreditTerms tiers when missed && _figures?.Certain is { } reached:
                _triggered = true;
                _share = Tier(_facts.RebateTable ?? tiers.Tiers ?? [], reached);
                break;
            case RateCreditTerms rate when missed && _figures?.Certain is { } reached:
                _triggered = true;
                Fraction missing = rate.Steps == CreditSteps.Shortfall ? Fraction.Of(_terms.Availability!.Target) - reached : Fraction.One - reached;
                Fraction steps = (missing < Fraction.Zero ? Fraction.Zero : missing) / Fraction.Of(rate.Step);
                steps = rate.Steps == CreditSteps.Whole ? new Fraction(steps.Floor(), 1) : rate.Steps == CreditSteps.Started ? new Fraction(steps.Ceiling(), 1) : steps;
                _share = steps * Fraction.Of(rate.SharePerStep);
                break;
            case DayCreditTerms days when _ledger is not null:
                Days(days, claimedOnly: false);
                if (_claims.Decide && _terms.Claims!.Scope == ClaimScope.Incident && _days.Count > 0)
                {
                    LocalDate[] all = [.. _days];
                    _days.Clear();
                    Days(days, claimedOnly: true);
                    _days.UnionWith(_days.Count > 0 ? [] : all);
                }

                _triggered = _days.Count > 0;
                _share = new Fraction(_days.Count, 1) * Fraction.Of(days.SharePerDay);
                break;
            case InstalmentCreditTerms instalments when instalments.Trigger == InstalmentTrigger.AnyLateEvent ? events?.Late > 0 : missed:
                _triggered = true;
                _share = instalments.Instalments.Select(Fraction.Of).Aggregate((sum, one) => sum + one);
                break;
            default:
                break;
        }
    }

    private static Fraction? Tier(IReadOnlyList<CreditTier> tiers, Fraction reached)
    {
        if (tiers.Count == 0)
        {
            return null;
        }

        CreditTier highest = tiers[0];
        foreach (CreditTier tier in tiers)
        {
            if (reached >= Fraction.Of(tier.From) && reached < Fraction.Of(tier.To))
            {
                return Fraction.Of(tier.Share);
            }

            highest = Fraction.Of(tier.To) > Fraction.Of(highest.To) ? tier : highest;
        }

        return reached >= Fraction.Of(highest.To) ? Fraction.Of(highest.Share) : null;
    }

    /// <summary>Walks the cells of each long incident and counts consecutive downtime, a local day or a block at a time.</summary>
    private void Days(DayCreditTerms terms, bool claimedOnly)
    {
        SlowLedger ledger = _ledger!;
        TimeWalk walk = ledger.Walk;
        long began = _facts.SubscriptionStart is { } first ? SlowLedger.Seconds(first) : long.MinValue;
        foreach ((long from, long to) in walk.Runs(marks => (marks & Marks.Accrued) != 0).Where(run => run.From < ledger.To && run.To > ledger.From))
        {
            long length = to <= began ? 0 : walk.Count(Math.Max(from, began), to, SlowLedger.IsDown) * 1_000_000;
            bool isLong = terms.Qualifies == Comparator.Greater ? length > terms.QualifyingUs : length >= terms.QualifyingUs;
            if (!isLong || (claimedOnly && !_claims.OpensIncident(from, to)))
            {
                continue;
            }

            foreach ((long start, long end) in walk.Runs(SlowLedger.IsDown).Select(run => (Math.Max(Math.Max(run.From, from), began), Math.Min(run.To, to))).Where(run => run.Item1 < run.Item2))
            {
                long consecutive = terms.ConsecutiveUs / 1_000_000;
                for (long begin = start; begin < end;)
                {
                    LocalDate date = _clock.Date(begin);
                    long stop = terms.Rule == DayRule.BlockStart ? begin + consecutive : Math.Min(end, _clock.StartOf(date.PlusDays(1)));
                    long place = terms.Rule == DayRule.BlockStart ? begin : Math.Max(_clock.StartOf(date), began);
                    if (stop <= end && stop - begin >= consecutive && place >= ledger.From && place < ledger.End)
                    {
                        _ = _days.Add(date);
                    }

                    begin = stop;
                }
            }
        }
    }

    private Fraction? Basis(CreditTerms credit)
    {
        if (credit.Basis == CreditBasis.Invoice && _facts.Invoices.TryGetValue(Month(0), out decimal invoice))
        {
            return Fraction.Of(invoice);
        }

        if (_facts.Charges is null)
        {
            return null;
        }

        decimal sum = 0;
        foreach (ChargeFacts charge in _facts.Charges)
        {
            bool counts = charge.Creditable != false && (credit.Basis != CreditBasis.AffectedCreditable || charge.Affected != false);
            sum += counts ? charge.Amount : 0;
        }

        return Fraction.Of(sum);
    }

    private void Instalments(InstalmentCreditTerms terms, Fraction? basis)
    {
        decimal? total = basis is { } missed ? (terms.Instalments.Select(Fraction.Of).Aggregate((sum, one) => sum + one) * missed).Money(_decimals) : null;
        decimal? left = total;
        for (int i = 0; i < terms.Instalments.Count; i++)
        {
            Fraction share = Fraction.Of(terms.Instalments[i]);
            string month = Month(i + 1);
            decimal? part = terms.Base == InstalmentBase.OwnInvoice
                ? (_facts.Invoices.TryGetValue(month, out decimal own) ? (share * Fraction.Of(own)).Money(_decimals) : null)
                : basis is not { } of ? null
                : i < terms.Instalments.Count - 1 ? (share * of).Money(_decimals)
                : left;
            left -= part;
            _schedule.Add((month, part));
        }

        _amount = _schedule.Any(one => one.Amount is null) ? null : _schedule.Sum(one => one.Amount);
        _uncapped = _amount;
    }

    private string Month(int later) => _clock.Date(SlowLedger.Seconds(_period.Start)) is var date
        ? new LocalDate(date.Year, date.Month, 1).PlusMonths(later).ToString("uuuu-MM", CultureInfo.InvariantCulture)
        : "";

    private GateTerms? FailedGate()
    {
        long close = _period.End.Microseconds - 1;
        foreach (GateTerms gate in _terms.Gates.Where(gate => _facts.Gates.ContainsKey(gate.Id)))
        {
            GateFacts found = _facts.Gates[gate.Id];
            bool holds = found.Holds ?? (gate.Test == GateTest.DuringDowntime
                ? DownIsIn(found.Ranges)
                : Has(found.Ranges, gate.Test == GateTest.AtIssue ? _facts.AsOf?.Microseconds ?? close : close));
            if (!holds)
            {
                return gate;
            }
        }

        return null;

        static bool Has(TimeSet ranges, long at) => ranges.Ranges.Any(range => range.Start.Microseconds <= at && at < range.End.Microseconds);
    }

    private bool DownIsIn(TimeSet ranges)
    {
        if (_ledger is not { } ledger)
        {
            return true;
        }

        long covered = ranges.Ranges.Sum(range => ledger.Walk.Count(
            Math.Clamp(SlowLedger.Seconds(range.Start), ledger.From, ledger.To), Math.Clamp(SlowLedger.Seconds(range.End), ledger.From, ledger.To), SlowLedger.IsDown));
        return covered == ledger.Count(SlowLedger.IsDown);
    }

    private CreditStatus Status(ObjectiveState verdict)
    {
        if (!_triggered)
        {
            return verdict == ObjectiveState.Undetermined ? CreditStatus.Pending : CreditStatus.None;
        }

        if (FailedGate() is not null)
        {
            return CreditStatus.NotIssued;
        }

        if (_share is null)
        {
            return CreditStatus.ScheduleMissing;
        }

        if (_amount == 0m)
        {
            return CreditStatus.None;
        }

        if (_terms.Credit!.Minimum is { } minimum && _amount is { } amount && _exact is { } exact
            && (minimum.OnRounded ? amount <= minimum.MoreThan : exact <= Fraction.Of(minimum.MoreThan)))
        {
            return CreditStatus.NotIssued;
        }

        bool isOpen = _facts.AsOf?.Microseconds < _period.End.Microseconds;
        if (_claims.Decide && !_claims.Open(_period))
        {
            return _claims.CanStillBeClaimed(_period) || (isOpen && _claims.All.Count == 0) ? CreditStatus.Pending : CreditStatus.Forfeited;
        }

        return isOpen || verdict == ObjectiveState.BreachedAlready ? CreditStatus.Claimable : CreditStatus.Due;
    }
}
