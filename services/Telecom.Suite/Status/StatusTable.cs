using System.Globalization;
using Spectre.Console;
using Telecom.Common.V1;
using Telecom.Sla.V1;

namespace Telecom.Suite;

/// <summary>Statuses as a table for a terminal. States are words, never colour alone.</summary>
internal static class StatusTable
{
    /// <summary>Draws the table.</summary>
    /// <param name="statuses">What to draw.</param>
    /// <param name="now">What "newest sample" is counted from.</param>
    public static string Render(IReadOnlyList<CircuitStatus> statuses, DateTimeOffset now)
    {
        var table = new Table { Border = TableBorder.Rounded };
        foreach (string column in (string[])["circuit", "state", "availability", "budget left", "latency p50/p95/p99", "throughput", "loss", "coverage", "newest"])
        {
            table.AddColumn(column);
        }

        foreach (CircuitStatus status in statuses)
        {
            AvailabilityStatus availability = status.Availability;
            table.AddRow(
                Markup.Escape(status.Circuit[(status.Circuit.LastIndexOf('/') + 1)..]),
                Word(status.State),
                $"{Or(availability.AvailabilityPct, "-")} of {availability.TargetPct} %",
                $"{Minutes(availability.BudgetLeftUs)} of {Minutes(availability.BudgetUs)} min",
                $"{Latency(status, "p50")} / {Latency(status, "p95")} / {Latency(status, "p99")} ms",
                $"{Throughput(status)} Mbit/s",
                $"{Or(Value(status, Metric.Loss, "ratio"), "-")} %",
                $"{Or(availability.CoveragePct, "-")} %",
                Age(status.NewestSampleUs, now));
        }

        using var text = new StringWriter(CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No });
        console.Profile.Width = 200;
        console.Write(table);
        foreach (CircuitStatus status in statuses)
        {
            foreach (Outage outage in status.Outages)
            {
                text.WriteLine(
                    $"outage of {status.Circuit}: {Instant(outage.Time.StartUs)} to {(outage.Ongoing ? "now" : Instant(outage.Time.EndUs))}, {outage.Lost} of {outage.Sent} packets lost");
            }
        }

        return text.ToString();
    }

    /// <summary>A state as words.</summary>
    public static string Word(ObjectiveState state) => state switch
    {
        ObjectiveState.OnTrack => "on track",
        ObjectiveState.AtRisk => "at risk",
        ObjectiveState.BreachedAlready => "breached already",
        ObjectiveState.Undetermined => "undetermined",
        ObjectiveState.Met => "met",
        ObjectiveState.Breached => "breached",
        _ => "not rated",
    };

    private static string Value(CircuitStatus status, Metric metric, string statistic) =>
        status.Performance.FirstOrDefault(p => p.Metric == metric && p.Statistic == statistic)?.Value ?? "";

    private static string Latency(CircuitStatus status, string statistic) => Scaled(Value(status, Metric.Latency, statistic), 1_000, "F3");

    private static string Throughput(CircuitStatus status) => Scaled(Value(status, Metric.Throughput, "mean"), 1_000_000, "F3");

    private static string Scaled(string value, decimal by, string format) =>
        decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            ? (number / by).ToString(format, CultureInfo.InvariantCulture)
            : "-";

    private static string Minutes(long microseconds) => (microseconds / 60_000_000m).ToString("F2", CultureInfo.InvariantCulture);

    private static string Instant(long microseconds) =>
        DateTimeOffset.UnixEpoch.AddMicroseconds(microseconds).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Age(long newestUs, DateTimeOffset now) => newestUs == 0
        ? "none"
        : string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (now - DateTimeOffset.UnixEpoch.AddMicroseconds(newestUs)).TotalSeconds):F0} s ago");

    private static string Or(string value, string otherwise) => value.Length == 0 ? otherwise : value;
}
