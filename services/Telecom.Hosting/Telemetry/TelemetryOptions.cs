using Microsoft.Extensions.Options;

namespace Telecom.Hosting;

/// <summary>Section "Telemetry": where metrics and traces go.</summary>
public sealed class TelemetryOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Telemetry";

    /// <summary>OTLP/gRPC endpoint, "http://host:4317"; empty (the default) exports nothing.</summary>
    public string OtlpEndpoint { get; set; } = "";

    /// <summary>Time between exports of metrics, 1 s to 1 h; default 15 s.</summary>
    public TimeSpan MetricsInterval { get; set; } = TimeSpan.FromSeconds(15);

    internal sealed class Validator : IValidateOptions<TelemetryOptions>
    {
        public ValidateOptionsResult Validate(string? name, TelemetryOptions options) => new OptionErrors()
            .Require(
                options.OtlpEndpoint.Length == 0 || (Uri.TryCreate(options.OtlpEndpoint, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https"),
                "Telemetry:OtlpEndpoint",
                options.OtlpEndpoint,
                "empty, or http://host:port")
            .Range("Telemetry:MetricsInterval", options.MetricsInterval, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1))
            .ToResult();
    }
}
