using System.Text.Json.Nodes;
using Telecom.Contracts.Forms;
using Telecom.Contracts.Yaml;
using Telecom.Sla.Domain.Credits;
using Telecom.Sla.Domain.Numbers;

namespace Telecom.Contracts.Reading;

/// <summary>The rows of a credit table. Rows must not overlap: one availability would earn two credits.</summary>
internal sealed record TierTableRule : Rule<IReadOnlyList<CreditTier>>
{
    private static readonly ValueField<Ratio> From = new("from", ValueRules.Percent, default, "Availability from which the row holds, inclusive");
    private static readonly ValueField<Ratio> To = new("to", ValueRules.Percent, Ratio.One, "Availability up to which it holds, exclusive");
    private static readonly ValueField<Ratio> Credit = new("credit", ValueRules.Percent, default, "Share of the basis that is owed");
    private static readonly Form Row = new("credit_tier", "A row of a credit table", From, To, Credit);

    /// <inheritdoc/>
    public override IReadOnlyList<CreditTier> Read(YamlNode? node, string path, ErrorList errors, IReadOnlyList<CreditTier> fallback)
    {
        if (node is not YamlList list)
        {
            if (node is not null)
            {
                errors.Add(node, path, $"{node.Kind} where a list of rows {{from, to, credit}} is needed");
            }

            return fallback;
        }

        List<CreditTier> rows = [];
        foreach ((int index, YamlNode item) in list.Items.Index())
        {
            MapReader map = new(item, $"{path}[{index}]", errors, Row);
            CreditTier row = new(map.Value(From), map.Value(To), map.Value(Credit));
            if (row.From >= row.To)
            {
                map.Refuse(To.Name, "a row must end above where it begins");
            }

            if (rows.Exists(other => row.From < other.To && other.From < row.To))
            {
                map.Refuse(From.Name, "the row overlaps one before it");
            }

            rows.Add(row);
        }

        return rows;
    }

    /// <inheritdoc/>
    public override JsonObject Schema() => new() { ["type"] = "array", ["items"] = Row.Schema(new SchemaDefinitions()) };
}
