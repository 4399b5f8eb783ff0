using Microsoft.Extensions.Options;

namespace Telecom.Storage.Sqlite;

/// <summary>Validates store options at the start of a service, all errors at once (ValidateOnStart).</summary>
/// <typeparam name="TOptions">The store's options.</typeparam>
public sealed class SqliteStoreOptionsValidator<TOptions> : IValidateOptions<TOptions>
    where TOptions : SqliteStoreOptions
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        IReadOnlyList<string> errors = options.Validate();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
