using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Facts;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Samples;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Evidence;

/// <summary>The kinds of values in evidence. Numbers may be JSON numbers or decimal strings; both are exact.</summary>
internal static class EvidenceRules
{
    private static readonly (string Name, IsoDayOfWeek Day)[] Weekdays =
    [
        ("MON", IsoDayOfWeek.Monday), ("TUE", IsoDayOfWeek.Tuesday), ("WED", IsoDayOfWeek.Wednesday), ("THU", IsoDayOfWeek.Thursday),
        ("FRI", IsoDayOfWeek.Friday), ("SAT", IsoDayOfWeek.Saturday), ("SUN", IsoDayOfWeek.Sunday),
    ];

    /// <summary>A code, an id or a name.</summary>
    public static EvidenceRule<string> Name { get; } = Texts("a text of 1 to 200 characters", 200, allowNumber: true);

    /// <summary>Words for people.</summary>
    public static EvidenceRule<string> Words { get; } = Texts("a text of 1 to 2000 characters", 2000, allowNumber: true);

    /// <summary>Yes or no.</summary>
    public static EvidenceRule<bool> Flag { get; } = new(
        "true or false",
        (YamlScalar scalar, out bool value) =>
        {
            value = scalar.Text == "true";
            return scalar.Type == ScalarType.Boolean;
        });

    /// <summary>An instant, exact to the microsecond.</summary>
    public static EvidenceRule<UtcInstant> Instant { get; } = new(
        "an ISO 8601 instant with offset, to the microsecond, from 1970 to 9998, for example 2026-04-10T10:00:00+02:00", TryInstant);

    /// <summary>A day.</summary>
    public static EvidenceRule<LocalDate> Date { get; } = new(
        "a date from 1970-01-01 to 9998-12-31, for example 2026-05-26",
        (YamlScalar scalar, out LocalDate value) =>
        {
            ParseResult<LocalDate> result = LocalDatePattern.Iso.Parse(scalar.Text);
            value = result.Success ? result.Value : new LocalDate(1970, 1, 1);
            return scalar.Type == ScalarType.Text && result.Success && value.Year is >= 1970 and <= 9998;
        });

    /// <summary>A calendar month, as text.</summary>
    public static EvidenceRule<string> Month { get; } = new(
        MonthPeriods.Rule,
        (YamlScalar scalar, out string value) => MonthPeriods.TryMonth(value = scalar.Text, DateTimeZone.Utc, out _) && scalar.Type == ScalarType.Text);

    /// <summary>A time of day, minutes since midnight.</summary>
    public static EvidenceRule<int> TimeOfDay { get; } = new(
        "a time of day HH:MM from 00:00 to 24:00, for example 09:00",
        (YamlScalar scalar, out int value) =>
        {
            string text = scalar.Text;
            value = 0;
            if (scalar.Type != ScalarType.Text || text is not [_, _, ':', _, _]
                || !int.TryParse(text.AsSpan(0, 2), NumberStyles.None, CultureInfo.InvariantCulture, out int hours)
                || !int.TryParse(text.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture, out int minutes))
            {
                return false;
            }

            value = (hours * 60) + minutes;
            return minutes < 60 && value <= 1440;
        });

    /// <summary>A time zone.</summary>
    public static EvidenceRule<DateTimeZone> Zone { get; } = new(
        "an IANA time zone, for example UTC or Europe/Berlin",
        (YamlScalar scalar, out DateTimeZone value) =>
        {
            bool found = MonthPeriods.TryFindZone(scalar.Text, out DateTimeZone? zone);
            value = zone ?? DateTimeZone.Utc;
            return found && scalar.Type == ScalarType.Text;
        });

    /// <summary>A currency.</summary>
    public static EvidenceRule<CurrencyUnit> Currency { get; } = new(
        CurrencyUnit.Rule,
        (YamlScalar scalar, out CurrencyUnit value) =>
        {
            bool valid = CurrencyUnit.TryParse(scalar.Text, out CurrencyUnit? currency);
            value = currency!;
            return valid && scalar.Type == ScalarType.Text;
        });

    /// <summary>An amount of money, exact.</summary>
    public static EvidenceRule<decimal> Amount { get; } = new(
        "an amount of at least 0 with at most 12 digits before and 6 after the point, for example 1500.00",
        (YamlScalar scalar, out decimal value) => TryDecimal(scalar, 12, 6, out value));

    /// <summary>A percentage as a ratio.</summary>
    public static EvidenceRule<Ratio> Percent { get; } = new(
        "a percentage from 0 to 100 without a sign, for example 99.9",
        (YamlScalar scalar, out Ratio value) =>
        {
            bool valid = TryDecimal(scalar, 3, 9, out decimal percent) && percent <= 100;
            value = valid ? Ratio.FromDecimal(percent) / new Ratio(100, 1) : default;
            return valid;
        });

    /// <summary>A delay in milliseconds, as nanoseconds.</summary>
    public static EvidenceRule<long> LatencyMs { get; } = Scaled(
        "a delay from 0 to 3600000 milliseconds to the nanosecond (6 decimals), for example 49.25", 7, 6, 1_000_000, SampleRules.MaxLatencyNanoseconds);

    /// <summary>A throughput in megabits per second, as bits per second.</summary>
    public static EvidenceRule<long> ThroughputMbps { get; } = Scaled(
        "a throughput from 0 to 1000000000 Mbit/s to the bit (6 decimals), for example 100.5", 10, 6, 1_000_000, SampleRules.MaxThroughputBitsPerSecond);

    /// <summary>A day of the week.</summary>
    public static EvidenceRule<IsoDayOfWeek> Weekday { get; } = OneOf(Weekdays);

    /// <summary>What unmeasured time means.</summary>
    public static EvidenceRule<MissingDataPolicy> MissingData { get; } = OneOf(
        ("exclude", MissingDataPolicy.Exclude), ("down", MissingDataPolicy.Down), ("up", MissingDataPolicy.Up), ("undetermined", MissingDataPolicy.Undetermined));

    /// <summary>Where the decision about an exclusion stands.</summary>
    public static EvidenceRule<ExclusionStatus> Status { get; } = OneOf(
        ("proposed", ExclusionStatus.Proposed), ("approved", ExclusionStatus.Approved), ("rejected", ExclusionStatus.Rejected));

    /// <summary>A form of settlement.</summary>
    public static EvidenceRule<SettlementForm> Settlement { get; } = OneOf(
        [.. Enum.GetValues<SettlementForm>().Select(form => (CodeText.SnakeCase(form), form))]);

    /// <summary>An integer within bounds.</summary>
    public static EvidenceRule<long> Integer(long min, long max) => new(
        string.Create(CultureInfo.InvariantCulture, $"an integer from {min} to {max}"),
        (YamlScalar scalar, out long value) =>
        {
            value = 0;
            return scalar.Type is ScalarType.Text or ScalarType.Number
                && long.TryParse(scalar.Text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value >= min && value <= max;
        });

    /// <summary>One of some words.</summary>
    public static EvidenceRule<T> OneOf<T>(params (string Name, T Value)[] choices)
        where T : struct => new(
        $"one of {string.Join(", ", choices.Select(choice => choice.Name))}",
        (YamlScalar scalar, out T value) =>
        {
            int index = scalar.Type == ScalarType.Text ? Array.FindIndex(choices, choice => choice.Name == scalar.Text) : -1;
            value = index < 0 ? default : choices[index].Value;
            return index >= 0;
        });

    private static EvidenceRule<string> Texts(string allowed, int most, bool allowNumber) => new(
        allowed,
        (YamlScalar scalar, out string value) =>
        {
            value = scalar.Text;
            return (scalar.Type == ScalarType.Text || (allowNumber && scalar.Type == ScalarType.Number)) && value.Trim().Length >= 1 && value.Length <= most;
        });

    private static EvidenceRule<long> Scaled(string allowed, int digits, int decimals, long factor, long most) => new(
        allowed,
        (YamlScalar scalar, out long value) =>
        {
            bool valid = TryDecimal(scalar, digits, decimals, out decimal number) && number * factor <= most;
            value = valid ? (long)(number * factor) : 0;
            return valid;
        });

    /// <summary>Reads digits with an optional fraction, without sign or exponent; zeros at the end of the fraction are free.</summary>
    private static bool TryDecimal(YamlScalar scalar, int digits, int decimals, out decimal value)
    {
        value = 0;
        ReadOnlySpan<char> text = scalar.Text;
        int point = text.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? text : text[..point];
        ReadOnlySpan<char> fraction = point < 0 ? "0" : text[(point + 1)..];
        return scalar.Type is ScalarType.Text or ScalarType.Number
            && !whole.IsEmpty && !fraction.IsEmpty && text.Length <= 40
            && !whole.ContainsAnyExceptInRange('0', '9') && !fraction.ContainsAnyExceptInRange('0', '9')
            && whole.TrimStart('0').Length <= digits && fraction.TrimEnd('0').Length <= decimals
            && decimal.TryParse($"{whole}.{fraction[..Math.Min(fraction.Length, decimals)]}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value);
    }

    private static bool TryInstant(YamlScalar scalar, out UtcInstant instant)
    {
        ParseResult<OffsetDateTime> result = OffsetDateTimePattern.ExtendedIso.Parse(scalar.Text);
        bool valid = scalar.Type == ScalarType.Text && result.Success && result.Value.Year is >= 1970 and <= 9998 && result.Value.NanosecondOfSecond % 1000 == 0;
        instant = valid ? UtcInstant.From(result.Value.ToInstant()) : default;
        return valid;
    }
}
