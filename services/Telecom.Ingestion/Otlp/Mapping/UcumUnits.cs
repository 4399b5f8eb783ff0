using System.Collections.Frozen;

namespace Telecom.Ingestion.Otlp.Mapping;

/// <summary>
/// The units that the door knows, by their UCUM codes (case-sensitive; https://ucum.org/ucum), and what they are in the units that cells
/// count: nanoseconds, bits and bits per second. An annotation in braces, "{packet}", is the unit 1.
/// </summary>
internal static class UcumUnits
{
    private static readonly FrozenDictionary<string, UcumUnit> Units = Make();

    /// <summary>The unit; null when the door does not know it.</summary>
    public static UcumUnit? Find(string code) =>
        Units.TryGetValue(code, out UcumUnit? unit) ? unit
        : code.Length > 2 && code[0] == '{' && code[^1] == '}' ? Units["1"]
        : null;

    /// <summary>The known codes of a kind, for messages.</summary>
    public static string Known(UnitKind kind) =>
        string.Join(", ", Units.Where(u => u.Value.Kind == kind).OrderBy(u => u.Value.Factor).ThenBy(u => u.Key, StringComparer.Ordinal).Select(u => u.Key));

    private static FrozenDictionary<string, UcumUnit> Make()
    {
        Dictionary<string, UcumUnit> units = new(StringComparer.Ordinal)
        {
            ["ns"] = new(UnitKind.Time, 1),
            ["us"] = new(UnitKind.Time, 1e3),
            ["µs"] = new(UnitKind.Time, 1e3),
            ["ms"] = new(UnitKind.Time, 1e6),
            ["s"] = new(UnitKind.Time, 1e9),
            ["min"] = new(UnitKind.Time, 60e9),
            ["1"] = new(UnitKind.Number, 1),
            ["%"] = new(UnitKind.Number, 0.01),
        };
        (string Prefix, double Factor)[] prefixes =
            [("", 1), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("Ki", 1024), ("Mi", 1048576), ("Gi", 1073741824)];
        foreach ((string prefix, double factor) in prefixes)
        {
            units[prefix + "bit"] = new UcumUnit(UnitKind.Amount, factor);
            units[prefix + "By"] = new UcumUnit(UnitKind.Amount, 8 * factor);
            units[prefix + "bit/s"] = new UcumUnit(UnitKind.Rate, factor);
            units[prefix + "By/s"] = new UcumUnit(UnitKind.Rate, 8 * factor);
        }

        return units.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
