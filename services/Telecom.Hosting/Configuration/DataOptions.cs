using Microsoft.Extensions.Options;

namespace Telecom.Hosting;

/// <summary>Section "Data": where services keep their files.</summary>
public sealed class DataOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Data";

    /// <summary>Root folder; each service writes only in its own subfolder. Default "./data".</summary>
    public string Directory { get; set; } = "./data";

    internal sealed class Validator : IValidateOptions<DataOptions>
    {
        public ValidateOptionsResult Validate(string? name, DataOptions options) => new OptionErrors()
            .Require(!string.IsNullOrWhiteSpace(options.Directory), "Data:Directory", options.Directory, "a folder")
            .ToResult();
    }
}
