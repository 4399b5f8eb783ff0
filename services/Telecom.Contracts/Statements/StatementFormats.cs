using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Telecom.Sla.Domain.Measurement;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Rating;
using Telecom.Sla.Domain.Time;

namespace Telecom.Contracts.Statements;

/// <summary>The texts of a statement's values. Every figure becomes text here, once, from its exact value.</summary>
internal sealed class StatementFormats
{
    private const int MinuteDecimals = 6;

    private static readonly OffsetDateTimePattern WholeOffset = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFo<Z+HH:mm>");

    /// <summary>For offsets with seconds, as Liberia's until 1972: they would not be the same instant without them.</summary>
    private static readonly OffsetDateTimePattern LongOffset = OffsetDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFo<+HH:mm:ss>");

    private readonly DateTimeZone _zone;
    private readonly int _decimals;

    /// <summary>Makes the formats of a statement.</summary>
    /// <param name="zone">Zone of the offsets.</param>
    /// <param name="currency">Currency of the amounts; two decimals when null.</param>
    public StatementFormats(DateTimeZone zone, CurrencyUnit? currency)
    {
        _zone = zone;
        _decimals = currency?.Decimals ?? 2;
    }

    /// <summary>ISO 8601 with the zone's offset at that instant.</summary>
    public string Instant(UtcInstant at)
    {
        OffsetDateTime local = at.ToInstant().InZone(_zone).ToOffsetDateTime();
        return (local.Offset.Seconds % 60 == 0 ? WholeOffset : LongOffset).Format(local);
    }

    /// <summary>As <see cref="Instant(UtcInstant)"/>; null when there is none.</summary>
    public string? Instant(UtcInstant? at) => at is { } instant ? Instant(instant) : null;

    /// <summary>An amount with the currency's decimals. Amounts of a statement are rounded already; more decimals are kept, never cut.</summary>
    public string Money(decimal amount)
    {
        // Adding a zero of that scale gives the sum the decimals of the longer one.
        decimal zero = new(0, 0, 0, isNegative: false, (byte)_decimals);
        decimal exact = Ratio.FromDecimal(amount).ToDecimal();
        return (exact + zero).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>As <see cref="Money(decimal)"/>; null when there is none.</summary>
    public string? Money(decimal? amount) => amount is { } value ? Money(value) : null;

    /// <summary>Minutes: exact when they end within 6 decimals, else 6 decimals, half up; no zeros at the end.</summary>
    public static string Minutes(long microseconds) => Trim(new Ratio(microseconds, UtcInstant.PerMinute).ToText(MinuteDecimals));

    /// <summary>As <see cref="Minutes(long)"/>; null when there are none.</summary>
    public static string? Minutes(long? microseconds) => microseconds is { } value ? Minutes(value) : null;

    /// <summary>A percentage, 4 decimals, half up; null when there is none.</summary>
    public static string? Percent(Ratio? ratio) => ratio is { } value ? PercentText.Of(value) : null;

    /// <summary>Unit of a performance figure for people: "ms", "Mbit/s" or "%".</summary>
    public static string Unit(PerformanceRating figure) => figure.Unit switch
    {
        "us" => "ms",
        "bit/s" => "Mbit/s",
        _ => "%",
    };

    /// <summary>A performance figure in <see cref="Unit"/>: percentages as all percentages, the others with at most 6 decimals; null when there is none.</summary>
    public static string? Figure(PerformanceRating figure, Ratio? value) => value is not { } ratio ? null : figure.Unit switch
    {
        "us" => Trim((ratio / new Ratio(1_000, 1)).ToText(6)),
        "bit/s" => Trim((ratio / new Ratio(1_000_000, 1)).ToText(6)),
        _ => PercentText.Of(ratio),
    };

    /// <summary>Name of a metric.</summary>
    public static string Metric(MetricKind metric) => metric.ToString().ToLowerInvariant();

    /// <summary>A date.</summary>
    public static string Date(LocalDate date) => LocalDatePattern.Iso.Format(date);

    private static string Trim(string text) => text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
}
