using Telecom.Sla.Domain.Names;

namespace Telecom.Suite.Import;

/// <summary>The words of the command line.</summary>
internal sealed record ImportArguments(
    string File, string Gateway, string Agent, string KeyFile, string? Circuit, string Format, string[] Columns, string Separator, string? Mapping)
{
    /// <summary>The options; null when something is wrong, all of which is among the errors.</summary>
    public async Task<ImportOptions?> CheckAsync(List<string> errors, CancellationToken cancellationToken)
    {
        Require(System.IO.File.Exists(File), "file", File, "a file that exists");
        Require(Uri.TryCreate(Gateway, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https", "--gateway", Gateway, "an http or https address");
        Require(ResourceName.TryParse(Agent, "agents", out _), "--agent", Agent, "customers/{customer}/agents/{agent}");
        Require(System.IO.File.Exists(KeyFile), "--key-file", KeyFile, "a file with the secret of an API key");
        Require(Format is "auto" or "csv" or "prometheus", "--format", Format, "auto, csv, prometheus");
        Require(Separator.Length == 1 && Separator is not "\"", "--separator", Separator, "one character, not a quote");
        Require(Mapping is null || System.IO.File.Exists(Mapping), "--mapping", Mapping ?? "", "a file that exists");
        Dictionary<string, string> columns = new(StringComparer.OrdinalIgnoreCase);
        foreach (string column in Columns)
        {
            string[] parts = column.Split('=', 2);
            bool known = parts.Length == 2 && parts[1].Length > 0 && CsvLayout.Names.ContainsKey(parts[0]) && columns.TryAdd(parts[0], parts[1]);
            Require(known, "--column", column, $"USUAL=OWN, each usual name once: {string.Join(", ", CsvLayout.Names.Keys)}");
        }

        if (errors.Count > 0)
        {
            return null;
        }

        ImportOptions options = new(Gateway, File, Agent, (await System.IO.File.ReadAllTextAsync(KeyFile, cancellationToken)).Trim())
        {
            Format = Format == "auto" ? ImportFile.FormatOf(File) : Format,
            Separator = Separator[0],
            Columns = columns,
            Mapping = Mapping is null ? "" : await System.IO.File.ReadAllTextAsync(Mapping, cancellationToken),
            Circuit = Circuit,
        };
        Require(Circuit is null || options.CircuitName(Circuit) is not null, "--circuit", Circuit ?? "", $"a circuit's id ({ResourceName.IdRule}) or resource name of the agent's customer");
        return errors.Count == 0 ? options : null;

        void Require(bool holds, string name, string value, string allowed)
        {
            if (!holds)
            {
                errors.Add($"{name} '{value}': allowed is {allowed}");
            }
        }
    }
}
