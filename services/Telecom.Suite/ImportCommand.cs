using System.CommandLine;
using Telecom.Suite.Import;

namespace Telecom.Suite;

/// <summary>
/// "telecom import FILE": measurements of a file, each row once however often it is run. Exit code 0 when every row counts, 3 when some
/// were refused (FILE.rejected.csv lists them), 1 when it could not be finished (run it again), 2 for bad input.
/// </summary>
internal static class ImportCommand
{
    /// <summary>Builds the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "CSV with a header, or a Prometheus or OpenMetrics exposition with timestamps." };
        var gateway = new Option<string>("--gateway") { Description = "Address of the gateway.", DefaultValueFactory = _ => "http://127.0.0.1:8080" };
        var agent = new Option<string>("--agent") { Description = "Resource name of the agent whose measurements they are, customers/{customer}/agents/{agent}.", Required = true };
        var keyFile = new Option<string>("--key-file") { Description = "File with the secret of the agent's API key.", Required = true };
        var circuit = new Option<string?>("--circuit") { Description = "Circuit of rows that name none: its id or resource name." };
        var format = new Option<string>("--format")
        {
            Description = "csv, prometheus, or auto: by the file's name (.prom, .om and .openmetrics are expositions).",
            DefaultValueFactory = _ => "auto",
        };
        var column = new Option<string[]>("--column")
        {
            Description = $"USUAL=OWN, several times: own names of columns; usual are {string.Join(", ", CsvLayout.Names.Keys)}.",
            DefaultValueFactory = _ => [],
        };
        var separator = new Option<string>("--separator") { Description = "Separator of columns, one character.", DefaultValueFactory = _ => "," };
        var mapping = new Option<string?>("--mapping") { Description = "Mapping file for expositions (docs/otlp.md); default: all presets." };
        var command = new Command("import", "Imports measurements from a file, each row once.")
        {
            file, gateway, agent, keyFile, circuit, format, column, separator, mapping,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            var arguments = new ImportArguments(
                parsed.GetValue(file)!,
                parsed.GetValue(gateway)!,
                parsed.GetValue(agent)!,
                parsed.GetValue(keyFile)!,
                parsed.GetValue(circuit),
                parsed.GetValue(format)!,
                parsed.GetValue(column)!,
                parsed.GetValue(separator)!,
                parsed.GetValue(mapping));
            return ImportConsole.RunAsync(arguments, cancellationToken);
        });
        return command;
    }
}
