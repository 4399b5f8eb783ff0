using System.Globalization;
using System.Text;

namespace Telecom.Benchmarks.Reporting;

/// <summary>A report for people: on the terminal, and as Markdown for docs/performance.md.</summary>
internal static class Tables
{
    /// <summary>Lines of text, a part at a time.</summary>
    public static string Text(BenchReport report)
    {
        var text = new StringBuilder().AppendLine(Where(report));
        foreach (IGrouping<string, Figure> part in report.Figures.GroupBy(f => f.Part))
        {
            text.AppendLine().AppendLine(part.Key);
            foreach (Figure figure in part)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {figure.Name,-64} {Number(figure.Value),12} {figure.Unit,-22} {Goal(figure),-14} {Verdict(figure)}").AppendLine();
                if (figure.Note.Length > 0)
                {
                    text.Append("      ").AppendLine(figure.Note);
                }
            }
        }

        foreach (Failure failure in report.Skipped)
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"skipped {failure.Part}: {failure.Reason}").AppendLine();
        }

        foreach (Failure failure in report.Failures)
        {
            text.AppendLine().Append(CultureInfo.InvariantCulture, $"FAILED {failure.Part}: {failure.Reason}").AppendLine();
        }

        return text.ToString();
    }

    /// <summary>A Markdown section.</summary>
    public static string Markdown(BenchReport report)
    {
        var text = new StringBuilder().AppendLine(Where(report)).AppendLine();
        if (report.Figures.Any(f => f.Goal is not null))
        {
            text.AppendLine("### Goals").AppendLine().AppendLine("| part | figure | measured | unit | goal | met |").AppendLine("|---|---|---:|---|---|---|");
            foreach (Figure figure in report.Figures.Where(f => f.Goal is not null))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"| {figure.Part} | {figure.Name} | {Number(figure.Value)} | {figure.Unit} | {Goal(figure)} | {Verdict(figure)} |");
            }

            text.AppendLine();
        }

        foreach (IGrouping<string, Figure> part in report.Figures.GroupBy(f => f.Part))
        {
            text.Append("### ").AppendLine(part.Key).AppendLine();
            text.AppendLine("| figure | measured | unit | rounds | goal | met |").AppendLine("|---|---:|---|---|---|---|");
            foreach (Figure figure in part)
            {
                string rounds = figure.Rounds.Count > 1 ? string.Join(" · ", figure.Rounds.Select(Number)) : "";
                text.AppendLine(CultureInfo.InvariantCulture, $"| {figure.Name} | {Number(figure.Value)} | {figure.Unit} | {rounds} | {Goal(figure)} | {Verdict(figure)} |");
            }

            text.AppendLine();
            foreach (string note in part.Where(f => f.Note.Length > 0).Select(f => $"- {f.Name}: {f.Note}").Distinct())
            {
                text.AppendLine(note);
            }

            text.AppendLine();
        }

        foreach (string line in report.Skipped.Select(f => $"Skipped {f.Part}: {f.Reason}").Concat(report.Failures.Select(f => $"**Failed** {f.Part}: {f.Reason}")))
        {
            text.AppendLine(line).AppendLine();
        }

        return text.ToString();
    }

    private static string Where(BenchReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"`{report.Command}`, {report.StartedAt:yyyy-MM-dd}, commit {(report.Machine.Commit.Length > 0 ? report.Machine.Commit : "unknown")}, seed {report.Seed}{(report.Short ? ", SHORT: figures mean little" : "")}; " +
        $"{report.Machine.Processor}, {report.Machine.Cores} cores, {report.Machine.MemoryGiB} GiB, {report.Machine.Runtime}, {report.Machine.FileSystem}; load average at the start {report.Machine.LoadAverage}; {report.Seconds:0} s.");

    private static string Goal(Figure figure) => figure.Goal is { } goal ? (figure.AtMost ? "<= " : ">= ") + Number(goal) : "";

    private static string Verdict(Figure figure) => figure.Met switch { true => "yes", false => "NO", null => "" };

    private static string Number(double value) => Math.Abs(value) switch
    {
        >= 1000 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("0", CultureInfo.InvariantCulture),
        >= 10 => value.ToString("0.#", CultureInfo.InvariantCulture),
        _ => value.ToString("0.###", CultureInfo.InvariantCulture),
    };
}
