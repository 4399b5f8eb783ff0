using Microsoft.Extensions.Options;

namespace Telecom.Gateway.Reload;

/// <summary>Checks the settings of one options class as they are checked at start, before they are put in force.</summary>
/// <typeparam name="TOptions">The options.</typeparam>
/// <param name="section">Configuration section.</param>
/// <param name="name">Name of the options; empty for the one without.</param>
/// <param name="onlyAtStart">Keys below the section that are read once, at start, and may not stand in a file that changes.</param>
/// <param name="completions">What completes the options after they are read.</param>
/// <param name="validators">What is right.</param>
internal sealed class OptionsCheck<TOptions>(
    string section,
    string name,
    IReadOnlyList<string> onlyAtStart,
    IEnumerable<IPostConfigureOptions<TOptions>> completions,
    IEnumerable<IValidateOptions<TOptions>> validators) : ISettingsCheck
    where TOptions : class, new()
{
    /// <inheritdoc/>
    public string Section => section;

    /// <inheritdoc/>
    public bool Covers(string key) => key.StartsWith($"{section}:", StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IEnumerable<string> Check(IReadOnlyDictionary<string, string?> written, IConfiguration all)
    {
        string[] unreadable = [.. written.Select(Read).OfType<string>()];
        return unreadable.Length > 0 ? unreadable : Validate(all.GetSection(section));
    }

    /// <summary>One key on its own: so that every wrong key is named, where the binder stops at the first.</summary>
    private string? Read(KeyValuePair<string, string?> setting)
    {
        string below = setting.Key[(section.Length + 1)..];
        if (onlyAtStart.Any(fixedKey => below.Equals(fixedKey, StringComparison.OrdinalIgnoreCase)
            || below.StartsWith($"{fixedKey}:", StringComparison.OrdinalIgnoreCase)))
        {
            return $"{setting.Key} is read at start only and cannot stand in this file";
        }

        try
        {
            new ConfigurationBuilder().AddInMemoryCollection([setting]).Build().GetSection(section)
                .Bind(new TOptions(), binder => binder.ErrorOnUnknownConfiguration = true);
            return null;
        }
        catch (InvalidOperationException) when (IsUnknown(below))
        {
            return $"{setting.Key} is no setting";
        }
        catch (InvalidOperationException exception)
        {
            return $"{setting.Key} is \"{setting.Value}\", which cannot be read: {exception.InnerException?.Message ?? exception.Message}";
        }
    }

    private static bool IsUnknown(string below) => Array.TrueForAll(
        typeof(TOptions).GetProperties(), property => !property.Name.Equals(below.Split(':')[0], StringComparison.OrdinalIgnoreCase));

    private IEnumerable<string> Validate(IConfigurationSection merged)
    {
        var options = new TOptions();
        merged.Bind(options);
        foreach (IPostConfigureOptions<TOptions> completion in completions)
        {
            completion.PostConfigure(name, options);
        }

        return validators.Select(validator => validator.Validate(name, options)).SelectMany(result => result.Failures ?? []);
    }
}
