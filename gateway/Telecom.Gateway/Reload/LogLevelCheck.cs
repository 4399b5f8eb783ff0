namespace Telecom.Gateway.Reload;

/// <summary>Checks log levels: "Logging:LogLevel:{category}" and "Logging:{provider}:LogLevel:{category}".</summary>
internal sealed class LogLevelCheck : ISettingsCheck
{
    /// <inheritdoc/>
    public string Section => "Logging:LogLevel";

    /// <inheritdoc/>
    public bool Covers(string key)
    {
        string[] parts = key.Split(':');
        return parts[0].Equals("Logging", StringComparison.OrdinalIgnoreCase)
            && ((parts.Length == 3 && IsLevels(parts[1])) || (parts.Length == 4 && IsLevels(parts[2])));
    }

    /// <inheritdoc/>
    public IEnumerable<string> Check(IReadOnlyDictionary<string, string?> written, IConfiguration all) => written
        .Where(setting => !Enum.GetNames<LogLevel>().Contains(setting.Value, StringComparer.OrdinalIgnoreCase))
        .Select(setting => $"{setting.Key} is \"{setting.Value}\"; allowed: {string.Join(", ", Enum.GetNames<LogLevel>())}");

    private static bool IsLevels(string part) => part.Equals("LogLevel", StringComparison.OrdinalIgnoreCase);
}
