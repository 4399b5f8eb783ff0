using Telecom.Ingestion.V1;

namespace Telecom.Suite.Import;

/// <summary>
/// The rows that are not counted, by line. Those that cannot be read are found again in every pass; those that the service refuses are told
/// once, with the acknowledgement of their batch, so they are written down at once and taken over by the next run of the same import.
/// </summary>
internal sealed class ImportRefusals : IDisposable
{
    private const string Header = "line,reason";

    private readonly SortedDictionary<long, string> _rows = [];
    private readonly HashSet<long> _written = [];
    private readonly string _path;
    private readonly Lock _lock = new();
    private StreamWriter? _file;

    private ImportRefusals(string path) => _path = path;

    /// <summary>Number of refused rows.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _rows.Count;
            }
        }
    }

    /// <summary>Opens the file of refused rows of an import.</summary>
    /// <param name="path">"FILE.rejected.csv".</param>
    /// <param name="keep">True to take over what an earlier run of the same import wrote.</param>
    public static ImportRefusals Open(string path, bool keep)
    {
        ImportRefusals refusals = new(path);
        if (keep && File.Exists(path))
        {
            using StreamReader reader = new(path);
            foreach ((_, IReadOnlyList<string>? fields) in CsvLine.Read(reader, ',').Skip(1))
            {
                if (fields is { Count: 2 } && long.TryParse(fields[0], System.Globalization.CultureInfo.InvariantCulture, out long line))
                {
                    refusals._rows[line] = fields[1];
                }
            }
        }
        else
        {
            File.Delete(path);
        }

        return refusals;
    }

    /// <summary>A row that cannot be read.</summary>
    public void Local(RefusedRow row) => Add(row.Line, row.Reason);

    /// <summary>Rows that the service refuses.</summary>
    public void Remote(IEnumerable<long> lines, Refusal refusal)
    {
        foreach (long line in lines)
        {
            Add(line, refusal.Detail.Length > 0 ? refusal.Detail : refusal.Reason.ToString());
        }
    }

    /// <summary>Writes the file in the order of lines; removes it when every row counts.</summary>
    public void Finish()
    {
        lock (_lock)
        {
            _file?.Dispose();
            _file = null;
            if (_rows.Count == 0)
            {
                File.Delete(_path);
                return;
            }

            string temporary = _path + ".part";
            using (StreamWriter file = new(temporary))
            {
                file.Write(Header + "\n");
                foreach ((long line, string reason) in _rows)
                {
                    file.Write(Text(line, reason));
                }
            }

            File.Move(temporary, _path, overwrite: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _file?.Dispose();
            _file = null;
        }
    }

    private void Add(long line, string reason)
    {
        lock (_lock)
        {
            if (!_rows.TryAdd(line, reason) || !_written.Add(line))
            {
                return;
            }

            if (_file is null)
            {
                bool begun = File.Exists(_path);
                _file = new StreamWriter(_path, append: true) { AutoFlush = true };
                if (!begun)
                {
                    _file.Write(Header + "\n");
                }
            }

            _file.Write(Text(line, reason));
        }
    }

    private static string Text(long line, string reason) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{line},\"{reason.Replace("\"", "\"\"", StringComparison.Ordinal)}\"\n");
}
