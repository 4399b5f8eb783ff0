using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Cases;

/// <summary>
/// The state of a case after some of its events. A clock that has stopped is read from the fold up to the event that stopped it: what
/// comes later, a pause or another severity, no longer moves its deadline.
/// </summary>
internal sealed class CaseFold
{
    private readonly CaseTerms _terms;
    private readonly List<CaseSpan> _spans = [];
    private readonly List<CasePause> _pauses = [];
    private UtcInstant? _standsSince;

    private CaseFold(CaseTerms terms, int level, UtcInstant reportedAt)
    {
        _terms = terms;
        _spans.Add(new CaseSpan(level, reportedAt, null));
        Now = reportedAt;
    }

    /// <summary>Levels of the case, in order; never empty.</summary>
    public IReadOnlyList<CaseSpan> Spans => _spans;

    /// <summary>Stretches in which the clocks stood still, disjoint, by start; the last may not have ended.</summary>
    public IReadOnlyList<CasePause> Pauses => _standsSince is { } since ? [.. _pauses, new CasePause(since, null)] : _pauses;

    /// <summary>The level in force.</summary>
    public CaseLevel Level => _terms.Levels[_spans[^1].Level];

    /// <summary>Instant of the latest event; the report when there is none.</summary>
    public UtcInstant Now { get; private set; }

    /// <summary>First response; a case that is resolved without one is answered by its resolution.</summary>
    public UtcInstant? RespondedAt { get; private set; }

    /// <summary>True when the first response is the resolution.</summary>
    public bool AnsweredByResolution { get; private set; }

    /// <summary>The resolution, while it holds.</summary>
    public UtcInstant? ResolvedAt { get; private set; }

    /// <summary>How often a resolution did not hold.</summary>
    public int Reopenings { get; private set; }

    /// <summary>True while the provider waits for the customer.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>The latest decision: <see cref="CaseEventKind.Accepted"/>, <see cref="CaseEventKind.Declined"/> or none.</summary>
    public CaseEventKind? Decision { get; private set; }

    /// <summary>When it was taken; a repeated decision does not move it.</summary>
    public UtcInstant DecidedAt { get; private set; }

    /// <summary>The fold over all steps, or up to the first after which <paramref name="until"/> is true.</summary>
    public static CaseFold Of(CaseTerms terms, int level, UtcInstant reportedAt, IEnumerable<CaseStep> steps, Func<CaseFold, bool>? until = null)
    {
        CaseFold fold = new(terms, level, reportedAt);
        foreach (CaseStep step in steps)
        {
            fold.Apply(step);
            if (until?.Invoke(fold) == true)
            {
                break;
            }
        }

        return fold;
    }

    /// <summary>Ends a pause that has not ended, because the clock that is read stops at this instant.</summary>
    public CaseFold StoppedAt(UtcInstant at)
    {
        Run(at);
        return this;
    }

    private void Apply(CaseStep step)
    {
        UtcInstant at = step.Event.At;
        Now = at;
        switch (step.Event.Kind)
        {
            case CaseEventKind.Acknowledged or CaseEventKind.Responded:
                RespondedAt ??= at;
                break;
            case CaseEventKind.Waiting when ResolvedAt is null && !IsWaiting:
                IsWaiting = true;
                StandIfWaiting(at);
                break;
            case CaseEventKind.Resumed when IsWaiting:
                IsWaiting = false;
                Run(at);
                break;
            case CaseEventKind.SeverityChanged when step.Level != _spans[^1].Level:
                _spans.Add(new CaseSpan(step.Level, at, _spans[^1].AgreedUntil));
                if (ResolvedAt is null)
                {
                    Run(at);
                    StandIfWaiting(at);
                }

                break;
            case CaseEventKind.Agreed:
                _spans[^1] = _spans[^1] with { AgreedUntil = step.Event.Until };
                break;
            case CaseEventKind.Accepted or CaseEventKind.Declined when Decision != step.Event.Kind:
                (Decision, DecidedAt) = (step.Event.Kind, at);
                break;
            case CaseEventKind.Resolved when ResolvedAt is null:
                AnsweredByResolution |= RespondedAt is null;
                RespondedAt ??= at;
                IsWaiting = false;
                Run(at);
                ResolvedAt = at;
                Stand(at);
                break;
            case CaseEventKind.Reopened when ResolvedAt is not null:
                ResolvedAt = null;
                Reopenings++;
                Run(at);
                break;
            default:
                break;
        }
    }

    private void StandIfWaiting(UtcInstant at)
    {
        if (IsWaiting && Level.PausesWhileWaiting)
        {
            Stand(at);
        }
    }

    /// <summary>Begins a pause; one that ended at this very instant goes on, so that the course of a case does not depend on how it is cut.</summary>
    private void Stand(UtcInstant at)
    {
        _standsSince = at;
        if (_pauses.Count > 0 && _pauses[^1].End == at)
        {
            _standsSince = _pauses[^1].Start;
            _pauses.RemoveAt(_pauses.Count - 1);
        }
    }

    private void Run(UtcInstant at)
    {
        if (_standsSince is { } since && since < at)
        {
            _pauses.Add(new CasePause(since, at));
        }

        _standsSince = null;
    }
}
