namespace Telecom.Contracts.Tests.Lint.Documents;

/// <summary>Random tables of credits against a reading of them step by step.</summary>
public sealed class TierTablePropertyTests
{
    private const string Tiers = "[{from: 99 %, to: 99.9 %, credit: 10 %}, {from: 95 %, to: 99 %, credit: 25 %}, {from: 0 %, to: 95 %, credit: 40 %}]";

    /// <summary>Where rows may begin and end; the target of the document, 99.9 %, is the last but one.</summary>
    private static readonly string[] Ends = ["0", "10", "50", "90", "95", "99", "99.5", "99.9", "100"];

    [Fact]
    public void Gaps_order_and_cap_are_found_as_step_by_step() => Seeds.ForEach(150, random =>
    {
        // The credit of each step between two ends; null where no row holds.
        int?[] steps = [.. Enumerable.Range(0, Ends.Length - 1).Select(_ => random.Next(5) == 0 ? null : (int?)(10 * random.Next(1, 7)))];
        if (random.Next(2) == 0)
        {
            steps = [.. steps.OrderByDescending(credit => credit ?? 100)];
        }

        List<string> rows = [.. steps.Index().Where(step => step.Item is not null).Select(step => $"{{from: {Ends[step.Index]} %, to: {Ends[step.Index + 1]} %, credit: {step.Item} %}}")];
        string[] shuffled = [.. rows];
        random.Shuffle(shuffled);

        Assert.Equal(Expected(steps), SoundDocument.Codes(SoundDocument.WithTable.With(Tiers, $"[{string.Join(", ", shuffled)}]")));
    });

    private static List<string> Expected(int?[] steps)
    {
        List<int> credits = [.. steps.OfType<int>()];
        if (credits.Count == 0)
        {
            return ["rebate_table_empty"];
        }

        List<string> codes = [];
        if (credits.Exists(credit => credit > 50))
        {
            codes.Add("tier_above_cap");
        }

        // All steps but the last, from 99.9 %, are below the target.
        if (steps.SkipLast(1).Contains(null))
        {
            codes.Add("tier_gap");
        }

        if (Enumerable.Range(0, credits.Count).Any(low => credits[low..].Exists(credit => credit > credits[low])))
        {
            codes.Add("tier_not_monotone");
        }

        return codes;
    }
}
