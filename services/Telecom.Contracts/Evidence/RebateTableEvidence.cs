using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Contracts.Evidence;

/// <summary>Reads parameters that a Service Agreement fills in where the text leaves them open: the rebate table.</summary>
internal static class RebateTableEvidence
{
    /// <summary>The table, rows from-inclusive and to-exclusive; null when it is absent, empty when it is there without rows.</summary>
    public static IReadOnlyList<CreditTier>? Read(EvidenceMap evidence, ErrorList errors)
    {
        if (evidence.Map("parameters", "rebateTable")?.Maps("rebateTable", "fromPct", "toPct", "rebatePct") is not { } items)
        {
            return null;
        }

        List<(CreditTier Tier, EvidenceMap Row)> rows = [];
        foreach (EvidenceMap row in items)
        {
            Ratio from = row.Need("fromPct", EvidenceRules.Percent, default);
            Ratio to = row.Need("toPct", EvidenceRules.Percent, default);
            Ratio rebate = row.Need("rebatePct", EvidenceRules.Percent, default);
            if (row["fromPct"] is null || row["toPct"] is null)
            {
                continue;
            }

            if (from >= to)
            {
                row.Error("toPct", $"{PercentText.Of(to)} is not above fromPct, {PercentText.Of(from)}");
                continue;
            }

            rows.Add((new CreditTier(from, to, rebate), row));
        }

        rows.Sort((left, right) => left.Tier.From.CompareTo(right.Tier.From));
        for (int i = 1; i < rows.Count; i++)
        {
            if (rows[i].Tier.From < rows[i - 1].Tier.To)
            {
                errors.Add(
                    rows[i].Row.Node, rows[i].Row.Path,
                    $"{PercentText.Of(rows[i].Tier.From)} to {PercentText.Of(rows[i].Tier.To)} overlaps {PercentText.Of(rows[i - 1].Tier.From)} to {PercentText.Of(rows[i - 1].Tier.To)}; an availability is in one row");
            }
        }

        return [.. rows.Select(row => row.Tier)];
    }
}
