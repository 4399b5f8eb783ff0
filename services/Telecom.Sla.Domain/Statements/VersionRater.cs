using Telecom.Sla.Domain.Claims;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Terms;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>Rates the periods of one version, each under the chosen readings and for its amount under all the others.</summary>
internal sealed class VersionRater
{
    private readonly AgreementVersion _version;
    private readonly PeriodRater _rater;
    private PeriodRater[]? _others;

    /// <summary>Prepares.</summary>
    public VersionRater(AgreementVersion version, RatingFacts facts)
    {
        _version = version;
        Context = new RatingContext(version.Terms, facts);
        Claims = new ClaimBook(Context, [.. version.Alternatives.Select(option => option.Terms.Claims).OfType<ClaimTerms>().Distinct()]);
        _rater = new PeriodRater(Context, Claims);
    }

    /// <summary>The rating under the chosen readings.</summary>
    public RatingContext Context { get; }

    /// <summary>The claims under the chosen readings.</summary>
    public ClaimBook Claims { get; }

    /// <summary>Rates a period.</summary>
    public PeriodStatement Rate(ResolvedPeriod period)
    {
        PeriodStatement statement = _rater.Rate(period, explains: true);
        if (statement.Credit is not { } credit || _version.Alternatives.Count == 0)
        {
            return statement;
        }

        _others ??= [.. _version.Alternatives.Select(Rater)];
        List<ReadingAmount> amounts = new(_version.Alternatives.Count);
        for (int i = 0; i < _others.Length; i++)
        {
            TermsAlternative option = _version.Alternatives[i];
            (decimal? amount, ObjectiveState verdict) = option.Chosen ? (credit.Payable, statement.Verdict) : Rate(_others[i], option, period);
            amounts.Add(new ReadingAmount(option.Reading, option.Option, option.Chosen, amount, verdict));
        }

        return statement with { Credit = credit with { Alternatives = amounts } };
    }

    /// <summary>Rates samples that belong to no asked period: performance alone.</summary>
    public PeriodStatement RateMeasurements()
    {
        TimeRange[] ranges = [.. Context.Facts.Measurements!.Select(measured => measured.Range).OfType<TimeRange>()];
        TimeRange hull = ranges.Length == 0 ? default : new TimeRange(ranges.Min(range => range.Start), ranges.Max(range => range.End));
        RatingContext context = new(_version.Terms with { Availability = null, Events = null }, Context.Facts);
        ResolvedPeriod period = new(PeriodSpan.Range, hull, hull, _version);
        return new PeriodRater(context, new ClaimBook(context, [])).Rate(period, explains: true);
    }

    private PeriodRater Rater(TermsAlternative option)
    {
        if (option.Chosen)
        {
            return _rater;
        }

        RatingContext context = new(option.Terms, Context.Facts);
        return new PeriodRater(context, new ClaimBook(context, []), _rater);
    }

    private (decimal? Amount, ObjectiveState Verdict) Rate(PeriodRater rater, TermsAlternative option, ResolvedPeriod period)
    {
        if (option.Terms.Period == _version.Terms.Period)
        {
            PeriodStatement other = rater.Rate(period, explains: false);
            return (other.Credit?.Payable, other.Verdict);
        }

        // Other periods, so other statements: what they owe is added up, and the worst verdict stands for them.
        Agreement alone = new("", "", [_version]);
        RatingFacts asked = Context.Facts with { Periods = [PeriodRequest.Of(period.Whole)] };
        PeriodStatement[] others = [.. PeriodResolver.Resolve(alone, option.Terms.Period, asked, Context.Zone, null).Select(own => rater.Rate(own, explains: false))];
        decimal? sum = others.Any(own => own.Credit?.Payable is null) ? null : others.Sum(own => own.Credit!.Payable);
        return (sum, ObjectiveStates.Worst(others.Select(own => own.Verdict)));
    }
}
