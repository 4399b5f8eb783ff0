using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Tests.Calendars;
using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Tests.Cases;

/// <summary>The slow oracle of one case: a clock that is wound minute by minute and asks the whole list of events at each.</summary>
internal sealed class CaseWalk
{
    private readonly MinuteWalk _walk;
    private readonly CaseTerms _terms;
    private readonly CaseFacts _facts;
    private readonly CaseEvent[] _known;

    public CaseWalk(MinuteWalk walk, CaseTerms terms, CaseFacts facts, UtcInstant? asOf)
    {
        _walk = walk;
        _terms = terms;
        _facts = facts;
        _known = [.. facts.Events.Where(item => asOf is null || item.At <= asOf)];
        ResolvedAt = Resolution();
        UtcInstant? responded = _known.FirstOrDefault(item => item.Kind is CaseEventKind.Acknowledged or CaseEventKind.Responded or CaseEventKind.Resolved)?.At;
        RespondedAt = ResolvedAt is { } end && !(responded < end) ? end : responded;
    }

    /// <summary>The resolution that holds.</summary>
    public UtcInstant? ResolvedAt { get; }

    /// <summary>The first response.</summary>
    public UtcInstant? RespondedAt { get; }

    /// <summary>The promises that bind: starts and targets in microseconds. Several only where a raised severity moves no deadline later.</summary>
    /// <param name="from">Start of the clock.</param>
    /// <param name="done">When it stopped.</param>
    /// <param name="target">Which clock.</param>
    public IReadOnlyList<(UtcInstant Start, long TargetUs)> Promises(UtcInstant from, UtcInstant? done, Func<CaseLevel, CaseTarget?> target)
    {
        int current = Index(_facts.Severity);
        List<(UtcInstant, long)> promises = [(from, target(_terms.Levels[current])!.TargetUs!.Value)];
        foreach (CaseEvent change in _known.Where(item => item.Kind == CaseEventKind.SeverityChanged && (done is null || item.At < done)))
        {
            int level = Index(change.Severity!);
            if (level == current)
            {
                continue;
            }

            UtcInstant begin = _terms.SeverityChange == SeverityChangePolicy.FromChange && change.At > from ? change.At : from;
            if (_terms.SeverityChange != SeverityChangePolicy.NeverLater || level > current)
            {
                promises.Clear();
            }

            promises.Add((begin, target(_terms.Levels[level])!.TargetUs!.Value));
            current = level;
        }

        return promises;
    }

    /// <summary>The first minute at which the clock has run so much; <see cref="int.MaxValue"/>: not within the walk, or never.</summary>
    /// <param name="from">Start of the clock.</param>
    /// <param name="done">When it stopped.</param>
    /// <param name="runUs">Time to run, whole minutes in microseconds.</param>
    public int Wind(UtcInstant from, UtcInstant? done, long runUs)
    {
        long left = runUs / UtcInstant.PerMinute;
        for (int i = _walk.Index(from); i < _walk.Index(_walk.End); i++)
        {
            if (left == 0)
            {
                return i;
            }

            bool counts = _terms.TimeBasis == CaseTimeBasis.Elapsed || _walk.IsOpen(i);
            left -= counts && !Stands(done, _walk.Minute(i)) ? 1 : 0;
        }

        return left == 0 ? _walk.Index(_walk.End) : int.MaxValue;
    }

    /// <summary>Whether clocks stand still in the minute that begins at an instant; nothing stands still after the clock has stopped.</summary>
    private bool Stands(UtcInstant? done, UtcInstant at)
    {
        if (at >= done)
        {
            return false;
        }

        bool waiting = false;
        bool resolved = false;
        int level = Index(_facts.Severity);
        foreach (CaseEvent item in _known.TakeWhile(item => item.At <= at))
        {
            waiting = item.Kind switch
            {
                CaseEventKind.Waiting => waiting || !resolved,
                CaseEventKind.Resumed or CaseEventKind.Resolved => false,
                _ => waiting,
            };
            resolved = item.Kind switch
            {
                CaseEventKind.Resolved => true,
                CaseEventKind.Reopened => false,
                _ => resolved,
            };
            level = item.Kind == CaseEventKind.SeverityChanged ? Index(item.Severity!) : level;
        }

        return resolved || (waiting && _terms.Levels[level].PausesWhileWaiting);
    }

    private UtcInstant? Resolution()
    {
        UtcInstant? resolved = null;
        foreach (CaseEvent item in _known)
        {
            resolved = item.Kind switch
            {
                CaseEventKind.Resolved => resolved ?? item.At,
                CaseEventKind.Reopened => null,
                _ => resolved,
            };
        }

        return resolved;
    }

    private int Index(string severity) => _terms.Levels.Select((level, i) => (level, i)).First(pair => pair.level.Severity == severity).i;
}
