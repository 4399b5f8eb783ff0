using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Audit;

/// <summary>Section "Gateway:Audit": the log of every write and every refused access.</summary>
internal sealed class AuditOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Audit";

    /// <summary>False to keep no audit log. Default true.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Folder of the log's files; default "audit" in the data folder.</summary>
    public string Directory { get; set; } = "";

    /// <summary>What becomes of writes while the log cannot be written: "Refuse" (UNAVAILABLE, or 503) or "Continue". Default "Refuse".</summary>
    public AuditFailureMode OnFailure { get; set; } = AuditFailureMode.Refuse;

    /// <summary>Days for which a day's file is kept, 1 to 36500, or 0 for ever; default 400.</summary>
    public int RetentionDays { get; set; } = 400;

    /// <summary>
    /// Most entries that wait to be written, those of writes under way included, 16 to 1000000; default 65536. A stream holds the place of
    /// its last entry for as long as it lives, so this is also the most streams at a time.
    /// </summary>
    public int MaxWaitingEntries { get; set; } = 65_536;

    /// <summary>Time between two attempts to write while it fails, 100 ms to 1 min; default 1 s. Refused writers are told to wait as long.</summary>
    public TimeSpan RetryAfter { get; set; } = TimeSpan.FromSeconds(1);

    internal sealed class Validator : IValidateOptions<AuditOptions>
    {
        public ValidateOptionsResult Validate(string? name, AuditOptions options) => new OptionErrors()
            .Require(Enum.IsDefined(options.OnFailure), "Gateway:Audit:OnFailure", options.OnFailure, "Refuse, Continue")
            .Range("Gateway:Audit:RetentionDays", options.RetentionDays, 0, 36_500)
            .Range("Gateway:Audit:MaxWaitingEntries", options.MaxWaitingEntries, 16, 1_000_000)
            .Range("Gateway:Audit:RetryAfter", options.RetryAfter, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1))
            .ToResult();
    }
}
