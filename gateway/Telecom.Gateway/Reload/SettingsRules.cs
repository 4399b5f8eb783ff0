namespace Telecom.Gateway.Reload;

/// <summary>Says everything that is wrong with a new layer of settings.</summary>
/// <param name="checks">The settings that may change while the gateway runs.</param>
internal sealed class SettingsRules(IEnumerable<ISettingsCheck> checks)
{
    private readonly ISettingsCheck[] _checks = [.. checks];

    /// <summary>Everything that is wrong; empty when the layer may be put in force.</summary>
    /// <param name="settings">The new layer.</param>
    /// <param name="all">All settings as they would be with it.</param>
    public IReadOnlyList<string> Errors(IReadOnlyDictionary<string, string?> settings, IConfiguration all)
    {
        // What is null in the file says nothing: it is how JSON writes an empty object.
        Dictionary<string, string?> written = settings.Where(setting => setting.Value is not null).ToDictionary();
        string allowed = string.Join(", ", _checks.Select(check => check.Section).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.Ordinal));
        return
        [
            .. written.Keys.Where(key => !_checks.Any(check => check.Covers(key)))
                .Select(key => $"{key} is not a setting that may change while the gateway runs; allowed: {allowed}"),
            .. _checks.SelectMany(check => Check(check, written, all)).Distinct(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> Check(ISettingsCheck check, Dictionary<string, string?> written, IConfiguration all)
    {
        Dictionary<string, string?> own = written.Where(setting => check.Covers(setting.Key)).ToDictionary();
        return own.Count == 0 ? [] : check.Check(own, all);
    }
}
