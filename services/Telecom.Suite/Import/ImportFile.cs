using System.Text;
using Telecom.Ingestion.Otlp.Mapping;

namespace Telecom.Suite.Import;

/// <summary>Opens a file for its format, all that is wrong with it at once.</summary>
internal static class ImportFile
{
    /// <summary>Largest exposition, bytes; it is read whole.</summary>
    private const long MaxExpositionBytes = 256L << 20;

    /// <summary>The rows of a file.</summary>
    /// <param name="options">What is imported.</param>
    /// <param name="progress">Learns how far the file was read.</param>
    /// <param name="errors">Receives everything that is wrong.</param>
    public static IImportSource? Open(ImportOptions options, ImportProgress progress, List<string> errors)
    {
        if (options.Format == "prometheus")
        {
            if (new FileInfo(options.File).Length > MaxExpositionBytes)
            {
                errors.Add($"file '{options.File}': an exposition has at most {MaxExpositionBytes} bytes; split it");
            }

            MappingDocument presets = new(null, new Dictionary<string, string>(), []);
            MappingTable table = options.Mapping.Length == 0
                ? MappingTable.Build(errors, ("presets", presets))
                : MappingTable.Build(errors, ("--mapping", MappingFile.Parse(options.Mapping, "--mapping", errors)));
            return errors.Count == 0 ? new ExpositionSource(Reader, options, table, TimeProvider.System) : null;
        }

        using TextReader reader = Reader();
        (long line, IReadOnlyList<string>? header) = CsvLine.Read(reader, options.Separator).FirstOrDefault();
        if (header is null)
        {
            errors.Add($"file '{options.File}': {(line == 0 ? "is empty; its first line must be a header" : "its header has a quote that is not closed")}");
            return null;
        }

        List<string> wrong = [];
        CsvLayout layout = CsvLayout.Read(header, options.Columns, options.Circuit, wrong);
        errors.AddRange(wrong.Select(w => $"header: {w}"));
        return errors.Count == 0 ? new CsvSource(Reader, options, layout) : null;

        TextReader Reader() => new StreamReader(new CountingStream(File.OpenRead(options.File), progress), Encoding.UTF8);
    }

    /// <summary>The format that the file's name says; CSV unless it is an exposition's.</summary>
    public static string FormatOf(string file) =>
        Path.GetExtension(file).ToLowerInvariant() is ".prom" or ".om" or ".openmetrics" ? "prometheus" : "csv";
}
