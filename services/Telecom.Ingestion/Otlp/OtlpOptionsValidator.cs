using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Ingestion.Otlp.Mapping;

namespace Telecom.Ingestion.Otlp;

/// <summary>Checks every option and every rule at start and reports all that are wrong.</summary>
internal sealed class OtlpOptionsValidator : IValidateOptions<OtlpOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, OtlpOptions options)
    {
        ValidateOptionsResult limits = new OptionErrors()
            .Range(Key(nameof(options.MaxDataPoints)), options.MaxDataPoints, 1, 1_000_000)
            .Range(Key(nameof(options.MaxBuckets)), options.MaxBuckets, 1, 65_536)
            .Range(Key(nameof(options.MaxAttributes)), options.MaxAttributes, 1, 10_000)
            .Range(Key(nameof(options.MaxSpannedBuckets)), options.MaxSpannedBuckets, 10_000, 100_000_000)
            .Range(Key(nameof(options.MaxCumulativeBytes)), options.MaxCumulativeBytes, 64 * 1024, 1L << 34)
            .Range(Key(nameof(options.MaxWaitingExports)), options.MaxWaitingExports, 1, 10_000)
            .Require(options.MaxBucketError is >= 0.005 and <= 1, Key(nameof(options.MaxBucketError)), options.MaxBucketError, "0.005 to 1")
            .Require(Enum.IsDefined(options.UnmappedPoints), Key(nameof(options.UnmappedPoints)), options.UnmappedPoints, "Reject, Ignore")
            .ToResult();
        List<string> errors = [.. limits.Failures ?? []];
        _ = BuildTable(options, errors);
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    /// <summary>The rules that the options state.</summary>
    /// <param name="options">The options.</param>
    /// <param name="errors">Receives every error.</param>
    public static MappingTable BuildTable(OtlpOptions options, ICollection<string> errors)
    {
        string[]? presets = options.Presets is [""] ? [] : options.Presets;
        MappingDocument configured = new(presets, options.Circuits, options.Mappings);
        return options.MappingFile.Length == 0
            ? MappingTable.Build(errors, (OtlpOptions.Section, configured))
            : MappingTable.Build(errors, (OtlpOptions.Section, configured), (options.MappingFile, MappingFile.Read(options.MappingFile, errors)));
    }

    private static string Key(string option) => $"{OtlpOptions.Section}:{option}";
}
