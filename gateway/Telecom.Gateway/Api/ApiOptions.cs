using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Api;

/// <summary>Section "Gateway:Api": limits of the JSON API.</summary>
internal sealed class ApiOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Api";

    /// <summary>Largest body that holds a whole document (evidence to rate, a contract to try), bytes, 65536 to 16777216; default 2097152. All others: "Gateway:Limits:MaxBodyBytes".</summary>
    public int MaxDocumentBytes { get; set; } = 2 * 1024 * 1024;

    /// <summary>Most rows of a table as CSV, 1 to 10000000; default 100000. The connection is cut before the next one, so that a part never looks like the whole.</summary>
    public int CsvMaxRows { get; set; } = 100_000;

    /// <summary>Rows that a table as CSV asks a service for at a time when the caller does not say, 1 to 1000; default 500. Statements: at most 100.</summary>
    public int CsvPageSize { get; set; } = 500;

    /// <summary>Attempts of a call to a service that may be repeated, 1 to 5; default 3. Reads may, and writes with a request id.</summary>
    public int CallAttempts { get; set; } = 3;

    /// <summary>Wait before the second attempt, 1 ms to 5 s; default 50 ms. It doubles, with jitter, within the deadline of the call.</summary>
    public TimeSpan RetryBackoff { get; set; } = TimeSpan.FromMilliseconds(50);

    internal sealed class Validator : IValidateOptions<ApiOptions>
    {
        public ValidateOptionsResult Validate(string? name, ApiOptions options) => new OptionErrors()
            .Range("Gateway:Api:MaxDocumentBytes", options.MaxDocumentBytes, 64 * 1024, 16 * 1024 * 1024)
            .Range("Gateway:Api:CsvMaxRows", options.CsvMaxRows, 1, 10_000_000)
            .Range("Gateway:Api:CsvPageSize", options.CsvPageSize, 1, 1000)
            .Range("Gateway:Api:CallAttempts", options.CallAttempts, 1, 5)
            .Range("Gateway:Api:RetryBackoff", options.RetryBackoff, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(5))
            .ToResult();
    }
}
