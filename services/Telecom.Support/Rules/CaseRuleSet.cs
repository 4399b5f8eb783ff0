using NodaTime;
using Telecom.Sla.Domain.Calendars;
using Telecom.Sla.Domain.Cases;

namespace Telecom.Support.Rules;

/// <summary>
/// The rules that a case runs under: what a contract version promises to a plan, under the subscription's readings, in its working time.
/// They are stored by their hash and never change, so that a promise does not move because a document did.
/// </summary>
internal sealed class CaseRuleSet
{
    /// <summary>Makes rules of their stored form.</summary>
    public CaseRuleSet(string hash, RuleSetData data)
    {
        Hash = hash;
        Data = data;
        Calendar = data.Calendar.Make();
        Terms = data.Terms?.Make();
        Alternatives = [.. data.Alternatives.Select(other => new RuleAlternative(other.Reading, other.Option, other.Terms.Make()))];
    }

    /// <summary>SHA-256 of the stored form, hexadecimal.</summary>
    public string Hash { get; }

    /// <summary>The stored form.</summary>
    public RuleSetData Data { get; }

    /// <summary>What is promised about cases; null: nothing.</summary>
    public CaseTerms? Terms { get; }

    /// <summary>Working time.</summary>
    public WorkCalendar Calendar { get; }

    /// <summary>What other options of readings would promise.</summary>
    public IReadOnlyList<RuleAlternative> Alternatives { get; }

    /// <summary>The zone of its calendar.</summary>
    public DateTimeZone Zone => Calendar.Zone;

    /// <summary>True when a severity and cause have a row; cause null matches the row for any cause.</summary>
    public bool Has(string severity, string? cause) => Terms is null
        ? severity.Length == 0
        : Terms.Levels.Any(level => level.Severity == severity && (level.Cause is null || level.Cause == cause));

    /// <summary>The row of a severity and cause; null: none.</summary>
    public CaseLevel? Level(string severity, string? cause) =>
        Terms?.Levels.FirstOrDefault(level => level.Severity == severity && level.Cause is not null && level.Cause == cause)
        ?? Terms?.Levels.FirstOrDefault(level => level.Severity == severity && level.Cause is null);
}
