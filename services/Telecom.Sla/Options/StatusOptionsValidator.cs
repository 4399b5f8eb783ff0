using Microsoft.Extensions.Options;
using Telecom.Hosting;

namespace Telecom.Sla;

/// <summary>Checks every option at start and reports all that are wrong.</summary>
internal sealed class StatusOptionsValidator : IValidateOptions<StatusOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, StatusOptions options)
    {
        return new OptionErrors()
            .Range($"{StatusOptions.Section}:{nameof(options.IngestAllowance)}", options.IngestAllowance, TimeSpan.Zero, TimeSpan.FromMinutes(10))
            .Range($"{StatusOptions.Section}:{nameof(options.MaxConcurrent)}", options.MaxConcurrent, 1, 256)
            .Range($"{StatusOptions.Section}:{nameof(options.MaxWaitingPerCustomer)}", options.MaxWaitingPerCustomer, 1, 100_000)
            .Range($"{StatusOptions.Section}:{nameof(options.WaitRetry)}", options.WaitRetry, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1))
            .Range($"{StatusOptions.Section}:{nameof(options.ListBudget)}", options.ListBudget, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1))
            .ToResult();
    }
}
