using Telecom.Sla.Domain.Time;

namespace Telecom.Sla.Domain.Statements;

/// <summary>What a new version of a statement changes for one period: closed statements are never edited, they are followed by a line.</summary>
/// <param name="Range">The period.</param>
/// <param name="Before">What was payable; null when it could not be said.</param>
/// <param name="After">What is payable now; null when it cannot be said.</param>
public sealed record AdjustmentLine(TimeRange Range, decimal? Before, decimal? After)
{
    /// <summary>After − before, of rounded amounts, so that the lines add up to the money; null when one of them cannot be said.</summary>
    public decimal? Difference => After - Before;

    /// <summary>The lines of all periods whose amount changed.</summary>
    /// <param name="before">The statement that stood.</param>
    /// <param name="after">The new one of the same periods.</param>
    /// <exception cref="ArgumentException">The statements are not of the same contract, plan and periods.</exception>
    public static IReadOnlyList<AdjustmentLine> Between(Statement before, Statement after)
    {
        if (before.Contract != after.Contract || before.Plan != after.Plan || !before.Periods.Select(period => period.Range).SequenceEqual(after.Periods.Select(period => period.Range)))
        {
            throw new ArgumentException("A revision has the contract, the plan and the periods of the statement that it follows.", nameof(after));
        }

        return
        [
            .. before.Periods.Zip(after.Periods, (old, revised) => new AdjustmentLine(old.Range, old.Credit?.Payable, revised.Credit?.Payable))
                .Where(line => line.Before != line.After),
        ];
    }
}
