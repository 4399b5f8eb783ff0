namespace Telecom.Suite.Import;

/// <summary>Which column of a file holds what.</summary>
internal sealed class CsvLayout
{
    /// <summary>Names of the columns as a header states them, unless options name others.</summary>
    public static IReadOnlyDictionary<string, CsvColumn> Names { get; } = new Dictionary<string, CsvColumn>(StringComparer.OrdinalIgnoreCase)
    {
        ["time"] = CsvColumn.Time,
        ["circuit"] = CsvColumn.Circuit,
        ["latency_ms"] = CsvColumn.LatencyMs,
        ["latency_us"] = CsvColumn.LatencyUs,
        ["throughput_mbps"] = CsvColumn.ThroughputMbps,
        ["throughput_bps"] = CsvColumn.ThroughputBps,
        ["sent"] = CsvColumn.Sent,
        ["lost"] = CsvColumn.Lost,
    };

    private readonly Dictionary<CsvColumn, int> _indexes;

    private CsvLayout(Dictionary<CsvColumn, int> indexes, int width) => (_indexes, Width) = (indexes, width);

    /// <summary>Fields of a row.</summary>
    public int Width { get; }

    /// <summary>Reads a header.</summary>
    /// <param name="header">The first record.</param>
    /// <param name="renamed">Own names of columns by the usual ones.</param>
    /// <param name="circuit">The circuit of rows without one; null when there is none.</param>
    /// <param name="errors">Receives everything that is wrong.</param>
    public static CsvLayout Read(
        IReadOnlyList<string> header, IReadOnlyDictionary<string, string> renamed, string? circuit, ICollection<string> errors)
    {
        Dictionary<CsvColumn, int> indexes = [];
        foreach ((string name, CsvColumn column) in Names)
        {
            string wanted = renamed.GetValueOrDefault(name, name);
            int[] found = [.. Enumerable.Range(0, header.Count).Where(i => header[i].Equals(wanted, StringComparison.OrdinalIgnoreCase))];
            if (found.Length > 1)
            {
                errors.Add($"column '{wanted}' is there {found.Length} times; allowed is once");
            }
            else if (found.Length == 1)
            {
                indexes[column] = found[0];
            }
            else if (renamed.ContainsKey(name))
            {
                errors.Add($"there is no column '{wanted}', which --column {name}={wanted} names; there are: {string.Join(", ", header)}");
            }
        }

        Require(indexes.ContainsKey(CsvColumn.Time), "there is no column 'time'");
        Require(indexes.ContainsKey(CsvColumn.Circuit) || circuit is not null, "there is no column 'circuit'; add it, or name the circuit of all rows by --circuit");
        Require(!(indexes.ContainsKey(CsvColumn.LatencyMs) && indexes.ContainsKey(CsvColumn.LatencyUs)), "latency_ms and latency_us are both there; allowed is one of them");
        Require(
            !(indexes.ContainsKey(CsvColumn.ThroughputMbps) && indexes.ContainsKey(CsvColumn.ThroughputBps)),
            "throughput_mbps and throughput_bps are both there; allowed is one of them");
        Require(indexes.ContainsKey(CsvColumn.Sent) == indexes.ContainsKey(CsvColumn.Lost), "sent and lost come together; one of them is missing");
        Require(
            indexes.Keys.Any(c => c is not (CsvColumn.Time or CsvColumn.Circuit)),
            "no column holds a measurement; allowed are latency_ms or latency_us, throughput_mbps or throughput_bps, sent with lost");
        return new CsvLayout(indexes, header.Count);

        void Require(bool holds, string message)
        {
            if (!holds)
            {
                errors.Add(message);
            }
        }
    }

    /// <summary>The text of a row's column; null when the file has no such column or the field is empty.</summary>
    public string? Find(IReadOnlyList<string> fields, CsvColumn column) =>
        _indexes.TryGetValue(column, out int index) && fields[index].Length > 0 ? fields[index] : null;
}
