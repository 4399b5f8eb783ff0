using System.Globalization;
using NodaTime;
using Telecom.Contracts.Evidence;
using Telecom.Sla.Domain.Statements;

namespace Telecom.Contracts.Statements;

/// <summary>
/// The readable statement with its arithmetic: plain text, at most 110 columns, the same for the same statement. The figures are those
/// of <see cref="StatementJson"/>.
/// </summary>
public static class StatementText
{
    /// <summary>Renders a statement; lines end with a line feed.</summary>
    public static string Render(Statement statement)
    {
        StatementFormats formats = new(statement.Zone, statement.Currency);
        TextPage page = new();
        page.Heading($"Statement: {statement.Contract}, version {statement.Version}{(statement.Plan.Length == 0 ? "" : $", plan {statement.Plan}")}");
        page.Row("zone", statement.Zone.Id);
        page.Row("as of", formats.Instant(statement.AsOf) ?? "all that is known");
        if (statement.Readings.Count > 0)
        {
            page.Row("readings", string.Join(", ", statement.Readings.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => $"{r.Key}: {r.Value}")));
        }

        for (int i = 0; i < statement.Periods.Count; i++)
        {
            page.Gap();
            PeriodText.Write(page, i, statement.Periods[i], formats, statement.Currency?.Code);
        }

        Section(page, "Claims", statement.Claims, (claim, index) => page.Row(Number("claim", index), Claim(claim, formats)));
        Section(page, "Cases", statement.Cases, (rating, _) => CaseLines.Write(page, rating, formats));
        Section(page, "Commitments", statement.Commitments, (commitment, _) => page.Row(commitment.Kind, Commitment(commitment, formats)));
        Section(page, "Rights", statement.Rights, (right, _) => page.Row(right.Name, Right(right)));
        Section(page, "Assumptions", statement.Assumptions, (assumption, _) => page.Line(assumption));
        return page.ToString();
    }

    /// <summary>Renders the explanation of an instant.</summary>
    public static string Render(InstantExplanation explanation, DateTimeZone zone)
    {
        TextPage page = new();
        page.Heading($"{new StatementFormats(zone, null).Instant(explanation.At)}: {explanation.Verdict}");
        foreach (string reason in explanation.Reasons)
        {
            page.Line(reason);
        }

        return page.ToString();
    }

    /// <summary>"claim 0".</summary>
    internal static string Number(string what, int index) => string.Create(CultureInfo.InvariantCulture, $"{what} {index}");

    private static void Section<T>(TextPage page, string heading, IReadOnlyList<T> items, Action<T, int> write)
    {
        if (items.Count == 0)
        {
            return;
        }

        page.Gap();
        page.Heading(heading);
        for (int i = 0; i < items.Count; i++)
        {
            write(items[i], i);
        }
    }

    private static string Claim(ClaimStatement claim, StatementFormats formats)
    {
        List<string> parts = [$"{Accepted(claim.Accepted)} ({claim.Reason})"];
        if (formats.Instant(claim.TicketDeadline) is { } ticket)
        {
            parts.Add($"ticket until {ticket} inclusive");
        }

        if (formats.Instant(claim.ClaimDeadline) is { } deadline)
        {
            parts.Add(claim.DeadlineIsInclusive ? $"claim until {deadline} inclusive" : $"claim before {deadline}");
        }

        if (claim.CreditedOnMonth is { } month)
        {
            parts.Add($"credited on {month}");
        }

        if (formats.Instant(claim.StrictDeadline) is { } strict)
        {
            parts.Add($"strictest reading: {Accepted(claim.AcceptedStrictly)}, {strict}");
        }

        parts.AddRange(claim.OpenItems.Select(item => $"open: {item}"));
        return string.Join("; ", parts);
    }

    private static string Accepted(bool? accepted) => accepted switch
    {
        true => "accepted",
        false => "refused",
        null => "not examined",
    };

    private static string Commitment(CommitmentStatement commitment, StatementFormats formats) =>
        $"{CodeText.SnakeCase(commitment.Verdict)}{(formats.Instant(commitment.BreachedAt) is { } at ? $" at {at}" : "")}{(commitment.Remedy ? "" : "; the text attaches no remedy")} (clause {commitment.Clause})";

    private static string Right(RightStatement right)
    {
        string due = right.Due switch
        {
            true => "due",
            false => "not due",
            null => "cannot be said",
        };
        return $"{due}{(StatementFormats.Percent(right.Progress) is { } progress ? $"; credits are {progress} % of the annual charges" : "")} (clause {right.Clause})";
    }
}
