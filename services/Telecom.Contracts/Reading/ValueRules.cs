using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Reading;

/// <summary>The kinds of values in contract documents.</summary>
internal static class ValueRules
{
    /// <summary>Pattern of an exact decimal that is not negative.</summary>
    public const string NumberPattern = @"[0-9]{1,18}(\.[0-9]{1,12})?";

    /// <summary>Pattern of a duration.</summary>
    public const string DurationPattern = $"^{NumberPattern} (us|ms|s|min|h|d)$";

    private static readonly (string Name, long Microseconds)[] DurationUnits =
    [
        ("us", 1), ("ms", 1000), ("s", UtcInstant.PerSecond), ("min", UtcInstant.PerMinute), ("h", UtcInstant.PerHour), ("d", UtcInstant.PerDay),
    ];

    private static readonly (string Name, long BitsPerSecond)[] RateUnits =
        [("bit/s", 1), ("kbit/s", 1_000), ("Mbit/s", 1_000_000), ("Gbit/s", 1_000_000_000), ("Tbit/s", 1_000_000_000_000)];

    /// <summary>An id.</summary>
    public static ValueRule<string> Id { get; } = new($"an id ({ResourceName.IdRule})", (string text, out string value) => ResourceName.IsId(value = text))
    {
        Pattern = "^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$",
    };

    /// <summary>The id of a clause: agreements number theirs.</summary>
    public static ValueRule<string> ClauseId { get; } = Matching("the id of a clause: 1 to 63 of a-z, 0-9, '.' and '-', for example 12.1", "^[a-z0-9][a-z0-9.-]{0,62}$", mayBeNumber: true);

    /// <summary>A code: of an exclusion, a cause, a defect.</summary>
    public static ValueRule<string> Code { get; } = Matching("a code: 1 to 63 of a-z, 0-9 and '_', beginning with a letter, for example force_majeure", "^[a-z][a-z0-9_]{0,62}$");

    /// <summary>The name of a field of evidence.</summary>
    public static ValueRule<string> EvidenceName { get; } = Matching("a name in camelCase, for example planHasSla", "^[a-z][a-zA-Z0-9]{0,62}$");

    /// <summary>The name of an option of a reading.</summary>
    public static ValueRule<string> Option { get; } = Matching("the name of an option: 1 to 63 of a-z, 0-9 and '_', for example pro_rata", "^[a-z0-9][a-z0-9_]{0,62}$", mayBeNumber: true);

    /// <summary>Words for people.</summary>
    public static ValueRule<string> Title { get; } = new("a text of 1 to 200 characters", (string text, out string value) => (value = text).Trim().Length is >= 1 and <= 200) { MayBeNumber = true };

    /// <summary>Sentences for people.</summary>
    public static ValueRule<string> Text { get; } = new("a text of 1 to 1000 characters", (string text, out string value) => (value = text).Trim().Length is >= 1 and <= 1000) { MayBeNumber = true };

    /// <summary>Words of an agreement.</summary>
    public static ValueRule<string> Quote { get; } = new(
        "a quote of 1 to 8 words",
        (string text, out string value) => (value = text).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length is >= 1 and <= 8)
    {
        Pattern = @"^\s*\S+(\s+\S+){0,7}\s*$",
        MayBeNumber = true,
    };

    /// <summary>The id of a named reading.</summary>
    public static ValueRule<string> Reading { get; } = new(
        "the id of a reading, for example IP-R4, or of a general rule, for example G5",
        (string text, out string value) => (value = text) is [>= 'A' and <= 'Z', .., >= '0' and <= '9'] && text.Length <= 12 && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c) || c == '-'))
    {
        Pattern = "^[A-Z][A-Z0-9-]{0,10}[0-9]$",
    };

    /// <summary>A duration, exact, microseconds.</summary>
    public static ValueRule<long> Duration { get; } = new("a duration of whole microseconds with its unit (us, ms, s, min, h, d), for example 15 min", TryDuration) { Pattern = DurationPattern };

    /// <summary>A percentage as a ratio.</summary>
    public static ValueRule<Ratio> Percent { get; } = new("a percentage from 0 % to 100 %, for example 99.95 %", TryPercent) { Pattern = $"^{NumberPattern} %$" };

    /// <summary>A throughput, bits per second.</summary>
    public static ValueRule<long> Rate { get; } = new("a rate of at least 1 bit/s in bit/s, kbit/s, Mbit/s, Gbit/s or Tbit/s, for example 100 Mbit/s", TryRate) { Pattern = $"^{NumberPattern} [kMGT]?bit/s$" };

    /// <summary>A calendar month.</summary>
    public static ValueRule<string> Month { get; } = new(MonthPeriods.Rule, (string text, out string value) => MonthPeriods.TryMonth(value = text, DateTimeZone.Utc, out _)) { Pattern = "^[0-9]{4}-[0-9]{2}$" };

    /// <summary>A day.</summary>
    public static ValueRule<LocalDate> Date { get; } = new("a date from 1970-01-01 to 9998-12-31, for example 2026-01-31", TryDate) { Pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" };

    /// <summary>An instant.</summary>
    public static ValueRule<UtcInstant> Instant { get; } = new("an instant with offset, for example 2026-04-10T10:00:00Z", TryInstant) { Pattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T" };

    /// <summary>A time zone.</summary>
    public static ValueRule<DateTimeZone> Zone { get; } = new(
        "an IANA time zone, for example UTC or Europe/Berlin",
        (string text, out DateTimeZone value) => (value = MonthPeriods.TryFindZone(text, out DateTimeZone? zone) ? zone : DateTimeZone.Utc) is not null && zone is not null)
    {
        Pattern = "^[A-Za-z0-9_+/-]+$",
    };

    /// <summary>Who set a parameter.</summary>
    public static ValueRule<ParameterOrigin> Origin { get; } = OneOf(("text", ParameterOrigin.Text), ("provider", ParameterOrigin.Provider));

    /// <summary>What unmeasured time means.</summary>
    public static ValueRule<MissingDataPolicy> MissingData { get; } = OneOf(
        ("undetermined", MissingDataPolicy.Undetermined), ("exclude", MissingDataPolicy.Exclude), ("down", MissingDataPolicy.Down), ("up", MissingDataPolicy.Up));

    /// <summary>A metric.</summary>
    public static ValueRule<MetricKind> Metric { get; } = OneOf(
        ("latency", MetricKind.Latency), ("throughput", MetricKind.Throughput), ("loss", MetricKind.Loss));

    /// <summary>The metric of a name that the rule of metrics allows.</summary>
    public static MetricKind MetricOf(string name) => Metric.Parse(name, out MetricKind metric) ? metric : throw new ArgumentException($"'{name}' is not {Metric.Allowed}.", nameof(name));

    /// <summary>A comparator.</summary>
    public static ValueRule<Comparator> Comparison { get; } = OneOf(
        ("<", Comparator.Less), ("<=", Comparator.LessOrEqual), (">", Comparator.Greater), (">=", Comparator.GreaterOrEqual));

    /// <summary>Whether minutes that touch an outage count.</summary>
    public static ValueRule<bool> LeaveOutUnavailable { get; } = OneOf(("left_out", true), ("counted", false));

    /// <summary>The state of an objective.</summary>
    public static ValueRule<ObjectiveState> State { get; } = OneOf(
        ("on_track", ObjectiveState.OnTrack),
        ("at_risk", ObjectiveState.AtRisk),
        ("breached_already", ObjectiveState.BreachedAlready),
        ("undetermined", ObjectiveState.Undetermined),
        ("met", ObjectiveState.Met),
        ("breached", ObjectiveState.Breached));

    /// <summary>An integer within bounds.</summary>
    public static ValueRule<long> Integer(long min, long max) => new(
        string.Create(CultureInfo.InvariantCulture, $"an integer from {min} to {max}"),
        (string text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= min && value <= max)
    {
        Pattern = "^[0-9]+$",
        MayBeNumber = true,
    };

    /// <summary>A text that matches a pattern.</summary>
    private static ValueRule<string> Matching(string allowed, string pattern, bool mayBeNumber = false)
    {
        Regex regex = new(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        return new(allowed, (string text, out string value) => regex.IsMatch(value = text)) { Pattern = pattern, MayBeNumber = mayBeNumber };
    }

    /// <summary>One of some words.</summary>
    public static ValueRule<T> OneOf<T>(params (string Name, T Value)[] choices) => new(
        $"one of {string.Join(", ", choices.Select(choice => choice.Name))}",
        (string text, out T value) =>
        {
            foreach ((string name, T choice) in choices)
            {
                if (name == text)
                {
                    value = choice;
                    return true;
                }
            }

            value = choices[0].Value;
            return false;
        })
    {
        Choices = [.. choices.Select(choice => choice.Name)],
    };

    /// <summary>The duration that a text means, microseconds as an exact ratio; used where fractions of a microsecond are allowed.</summary>
    public static bool TryMicroseconds(string text, out Ratio microseconds)
    {
        microseconds = default;
        foreach ((string name, long unit) in DurationUnits)
        {
            if (TryNumber(text, name, out Ratio number))
            {
                microseconds = new Ratio(number.Numerator * unit, number.Denominator);
                return true;
            }
        }

        return false;
    }

    private static bool TryDuration(string text, out long microseconds)
    {
        bool valid = TryMicroseconds(text, out Ratio exact) && exact.Denominator == 1 && exact.Numerator <= 366 * UtcInstant.PerDay;
        microseconds = valid ? (long)exact.Numerator : 0;
        return valid;
    }

    private static bool TryPercent(string text, out Ratio ratio)
    {
        bool valid = TryNumber(text, "%", out Ratio percent) && percent <= new Ratio(100, 1);
        ratio = valid ? new Ratio(percent.Numerator, percent.Denominator * 100) : default;
        return valid;
    }

    private static bool TryRate(string text, out long bitsPerSecond)
    {
        foreach ((string name, long unit) in RateUnits)
        {
            if (TryNumber(text, name, out Ratio number) && new Ratio(number.Numerator * unit, number.Denominator) is { } rate && rate.Denominator == 1
                && rate.Numerator >= 1 && rate.Numerator <= 1_000_000_000_000_000)
            {
                bitsPerSecond = (long)rate.Numerator;
                return true;
            }
        }

        bitsPerSecond = 0;
        return false;
    }

    /// <summary>Reads "number unit" with one space between; the number is not negative.</summary>
    private static bool TryNumber(string text, string unit, out Ratio number)
    {
        number = default;
        int space = text.IndexOf(' ', StringComparison.Ordinal);
        return space > 0 && text.AsSpan(space + 1).SequenceEqual(unit) && text[0] != '-' && Ratio.TryParse(text.AsSpan(0, space), out number);
    }

    private static bool TryDate(string text, out LocalDate date)
    {
        ParseResult<LocalDate> result = LocalDatePattern.Iso.Parse(text);
        date = result.Success ? result.Value : new LocalDate(1970, 1, 1);
        return result.Success && date.Year is >= 1970 and <= 9998;
    }

    private static bool TryInstant(string text, out UtcInstant instant)
    {
        ParseResult<OffsetDateTime> result = OffsetDateTimePattern.ExtendedIso.Parse(text);
        bool valid = result.Success && result.Value.Year is >= 1970 and <= 9998;
        instant = valid ? UtcInstant.From(result.Value.ToInstant()) : default;
        return valid;
    }
}
