using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Gateway.Reload;

/// <summary>Section "Gateway:Reload": what changes while the gateway runs, and how soon that is seen.</summary>
internal sealed class ReloadOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Gateway:Reload";

    /// <summary>
    /// Time between two looks at the files of certificates and settings, 100 ms to 1 h; default 5 s. They are read and compared by
    /// content: a volume of Kubernetes replaces a folder by a link, which watches of the system do not see.
    /// </summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// JSON file with settings that hold above all others and may change while the gateway runs: addresses of services, their options,
    /// quotas, log levels. Empty (the default) for none.
    /// </summary>
    public string SettingsFile { get; set; } = "";

    internal sealed class Validator : IValidateOptions<ReloadOptions>
    {
        public ValidateOptionsResult Validate(string? name, ReloadOptions options) => new OptionErrors()
            .Range("Gateway:Reload:Interval", options.Interval, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1))
            .Require(
                options.SettingsFile.Length == 0 || File.Exists(options.SettingsFile),
                "Gateway:Reload:SettingsFile",
                options.SettingsFile,
                "a JSON file, or empty for none")
            .ToResult();
    }
}
