using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Claims;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Reading;

/// <summary>The kinds of values that terms of agreements have and nothing else has.</summary>
internal static class TermRules
{
    private static readonly (string Name, ClaimUnit Unit)[] ClaimUnits =
    [
        ("hours", ClaimUnit.Hours), ("hour", ClaimUnit.Hours), ("days", ClaimUnit.Days), ("day", ClaimUnit.Days),
        ("business_days", ClaimUnit.BusinessDays), ("business_day", ClaimUnit.BusinessDays),
        ("elapsed_days", ClaimUnit.ElapsedDays), ("elapsed_day", ClaimUnit.ElapsedDays),
    ];

    /// <summary>Yes or no.</summary>
    public static ValueRule<bool> YesNo { get; } = ValueRules.OneOf(("yes", true), ("no", false));

    /// <summary>A duration, or none at all.</summary>
    public static ValueRule<long?> DurationOrNone { get; } = OrWord(ValueRules.Duration, "none");

    /// <summary>A length of time that is not nothing, from 1 s.</summary>
    public static ValueRule<long> Length { get; } = new(
        "a duration from 1 s to 366 d, for example 15 min",
        (string text, out long value) => ValueRules.Duration.Parse(text, out value) && value >= UtcInstant.PerSecond)
    {
        Pattern = ValueRules.DurationPattern,
    };

    /// <summary>Time for a step of a case, from 1 s; null: the parties agree on one.</summary>
    public static ValueRule<long?> CaseTarget { get; } = OrWord(Length, "agreed");

    /// <summary>A severity level.</summary>
    public static ValueRule<string> Severity { get; } = new(
        "a severity level of 1 to 16 letters and digits, for example 1 or P1",
        (string text, out string value) => (value = text).Length is >= 1 and <= 16 && text.All(char.IsAsciiLetterOrDigit))
    {
        Pattern = "^[A-Za-z0-9]{1,16}$",
        MayBeNumber = true,
    };

    /// <summary>A currency.</summary>
    public static ValueRule<string> Currency { get; } = new(CurrencyUnit.Rule, (string text, out string value) => CurrencyUnit.TryParse(value = text, out _))
    {
        Pattern = "^[A-Z]{3}$",
    };

    /// <summary>A day of the week.</summary>
    public static ValueRule<IsoDayOfWeek> Weekday { get; } = ValueRules.OneOf(
        ("MON", IsoDayOfWeek.Monday), ("TUE", IsoDayOfWeek.Tuesday), ("WED", IsoDayOfWeek.Wednesday), ("THU", IsoDayOfWeek.Thursday),
        ("FRI", IsoDayOfWeek.Friday), ("SAT", IsoDayOfWeek.Saturday), ("SUN", IsoDayOfWeek.Sunday));

    /// <summary>A time of day, minutes since midnight, up to 1440.</summary>
    public static ValueRule<int> TimeOfDay { get; } = new("a time of day from 00:00 to 24:00, for example \"09:00\"", TryTimeOfDay)
    {
        Pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$",
    };

    /// <summary>An amount of money, not negative.</summary>
    public static ValueRule<decimal> Amount { get; } = new(
        "an amount of at most 4 decimals, for example \"1.00\"",
        (string text, out decimal value) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out value)
            && text.Length <= 20 && decimal.Round(value, 4) == value)
    {
        Pattern = @"^[0-9]+(\.[0-9]{1,4})?$",
        MayBeNumber = true,
    };

    /// <summary>A cap; null: none.</summary>
    public static ValueRule<CapChoice?> Cap { get; } = new(
        "a cap: a percentage, days of the month's fees or a fraction, for example '25 %', '7 days of the month', '12/52', or none", TryCap)
    {
        Pattern = $"^({ValueRules.NumberPattern} %|[0-9]+ days? of the month|[0-9]+/[0-9]+|none)$",
    };

    /// <summary>The length from which an incident qualifies.</summary>
    public static ValueRule<QualifyingLength> Qualifies { get; } = new("'>' or '>=' and a duration, for example '> 60 min'", TryQualifies)
    {
        Pattern = $"^>=? {ValueRules.DurationPattern[1..]}",
    };

    /// <summary>The length of a claim window.</summary>
    public static ValueRule<WindowLength> Within { get; } = new(
        "a number of hours, days, business_days or elapsed_days from 1 to 3650, for example 7 days", TryWithin)
    {
        Pattern = "^[0-9]{1,4} (hours?|days?|business_days?|elapsed_days?)$",
    };

    private static ValueRule<long?> OrWord(ValueRule<long> rule, string word) => new(
        $"{rule.Allowed}, or {word}",
        (string text, out long? value) =>
        {
            bool valid = rule.Parse(text, out long known);
            value = valid ? known : null;
            return valid || text == word;
        })
    {
        Pattern = $"{rule.Pattern}|^{word}$",
    };

    private static bool TryTimeOfDay(string text, out int minutes)
    {
        ParseResult<LocalTime> result = LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text);
        minutes = text == "24:00" ? 1440 : result.Success ? (result.Value.Hour * 60) + result.Value.Minute : 0;
        return text == "24:00" || result.Success;
    }

    private static bool TryCap(string text, out CapChoice? cap)
    {
        string[] words = text.Split(' ');
        string[] parts = text.Split('/');
        cap = null;
        if (ValueRules.Percent.Parse(text, out Ratio share))
        {
            cap = new CapChoice(share, null);
        }
        else if (words is [var days, "day" or "days", "of", "the", "month"] && ValueRules.Integer(1, 31).Parse(days, out long count))
        {
            cap = new CapChoice(null, (int)count);
        }
        else if (parts is [var over, var under] && ValueRules.Integer(0, 10_000).Parse(over, out long numerator)
            && ValueRules.Integer(1, 10_000).Parse(under, out long denominator) && numerator <= denominator)
        {
            cap = new CapChoice(new Ratio(numerator, denominator), null);
        }

        return cap is not null || text == "none";
    }

    private static bool TryQualifies(string text, out QualifyingLength length)
    {
        length = new QualifyingLength(Comparator.Greater, 0);
        bool orEqual = text.StartsWith(">= ", StringComparison.Ordinal);
        if ((!orEqual && !text.StartsWith("> ", StringComparison.Ordinal)) || !ValueRules.Duration.Parse(text[(orEqual ? 3 : 2)..], out long us))
        {
            return false;
        }

        length = new QualifyingLength(orEqual ? Comparator.GreaterOrEqual : Comparator.Greater, us);
        return true;
    }

    private static bool TryWithin(string text, out WindowLength window)
    {
        window = new WindowLength(1, ClaimUnit.Days);
        if (text.Split(' ') is not [var number, var unit] || !ValueRules.Integer(1, 3650).Parse(number, out long amount))
        {
            return false;
        }

        foreach ((string name, ClaimUnit known) in ClaimUnits)
        {
            if (name == unit)
            {
                window = new WindowLength((int)amount, known);
                return true;
            }
        }

        return false;
    }
}
