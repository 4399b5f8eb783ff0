using System.Globalization;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Samples;

namespace Telecom.Ingestion.Otlp.Mapping;

/// <summary>Checks one rule, all of it.</summary>
internal static class MappingCompiler
{
    private static readonly Dictionary<string, OtlpRole> Roles = new(StringComparer.Ordinal)
    {
        ["latency"] = OtlpRole.Latency,
        ["throughput"] = OtlpRole.Throughput,
        ["sent"] = OtlpRole.Sent,
        ["lost"] = OtlpRole.Lost,
        ["received"] = OtlpRole.Received,
        ["loss-ratio"] = OtlpRole.LossRatio,
        ["success"] = OtlpRole.Success,
        ["ignore"] = OtlpRole.Ignore,
    };

    /// <summary>Checks a rule.</summary>
    /// <param name="mapping">The rule.</param>
    /// <param name="place">Where it stands, for the errors.</param>
    /// <param name="set">The set of a rule that names none.</param>
    /// <param name="errors">Receives every error.</param>
    /// <returns>The rule; null after an error.</returns>
    public static CompiledMapping? Compile(OtlpMapping mapping, string place, string set, ICollection<string> errors)
    {
        int before = errors.Count;
        bool prefix = mapping.Metric.EndsWith('*');
        string metric = prefix ? mapping.Metric[..^1] : mapping.Metric;
        Require(mapping.Metric.Length > 0 && !metric.Contains('*', StringComparison.Ordinal), "Metric", mapping.Metric, "the name of a metric; \"*\" only as its last character");
        bool known = Roles.TryGetValue(mapping.As, out OtlpRole role);
        Require(known, "As", mapping.As, string.Join(", ", Roles.Keys));
        UcumUnit? unit = mapping.Unit.Length == 0 ? null : UcumUnits.Find(mapping.Unit);
        if (known && mapping.Unit.Length > 0)
        {
            UnitKind[] kinds = KindsOf(role);
            Require(
                unit is not null && kinds.Contains(unit.Kind), "Unit", mapping.Unit, $"a UCUM unit for {mapping.As}: {string.Join(", ", kinds.Select(UcumUnits.Known))}");
        }

        string? defect = CircuitTemplate.TryParse(mapping.Circuit, out CircuitTemplate circuit);
        Require(defect is null, "Circuit", mapping.Circuit, $"text with attributes in braces, for example \"{{url}}\" ({defect})");
        Require(mapping.Packets >= 0 && mapping.Packets <= SampleRules.MaxPackets, "Packets", mapping.Packets, "0 to 1000000000");
        Require(mapping.Packets == 0 || role == OtlpRole.LossRatio, "Packets", mapping.Packets, "0 for every rule but loss-ratio");
        Require(mapping.Priority is >= -100 and <= 100, "Priority", mapping.Priority, "-100 to 100");
        Require(mapping.Where.Keys.All(k => k.Length > 0), "Where", "", "names of attributes and their values");
        return errors.Count > before
            ? null
            : new CompiledMapping(
                metric, prefix, role, unit, circuit, [.. mapping.Where], (uint)mapping.Packets, mapping.Priority, mapping.Set.Length > 0 ? mapping.Set : set);

        void Require(bool holds, string field, object value, string allowed)
        {
            if (!holds)
            {
                errors.Add(string.Create(CultureInfo.InvariantCulture, $"{place}:{field} is \"{value}\"; allowed: {allowed}"));
            }
        }
    }

    /// <summary>Checks the circuit of an alias.</summary>
    public static void CheckCircuit(string place, string id, ICollection<string> errors)
    {
        if (!ResourceName.IsId(id) && !ResourceName.TryParse(id, "circuits", out _))
        {
            errors.Add($"{place} is \"{id}\"; allowed: a circuit's id ({ResourceName.IdRule}) or its resource name");
        }
    }

    /// <summary>The kinds of unit that a role's values may have.</summary>
    public static UnitKind[] KindsOf(OtlpRole role) => role switch
    {
        OtlpRole.Latency => [UnitKind.Time],
        OtlpRole.Throughput => [UnitKind.Rate, UnitKind.Amount],
        OtlpRole.Ignore => [UnitKind.Time, UnitKind.Rate, UnitKind.Amount, UnitKind.Number],
        _ => [UnitKind.Number],
    };
}
