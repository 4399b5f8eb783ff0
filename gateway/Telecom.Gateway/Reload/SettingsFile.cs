using Microsoft.Extensions.Options;

namespace Telecom.Gateway.Reload;

/// <summary>
/// The file of <see cref="ReloadOptions.SettingsFile"/>. It is put in force whole or not at all; a wrong one leaves the settings before it
/// in force, and so does one that is gone.
/// </summary>
internal sealed class SettingsFile(
    IOptions<ReloadOptions> options, LiveSettings live, SettingsRules rules, ReloadMetrics metrics, ILogger<SettingsFile> logger)
    : ReloadedFiles("settings", metrics, logger)
{
    /// <inheritdoc/>
    protected override IReadOnlyList<string> Paths => options.Value.SettingsFile.Length > 0 ? [options.Value.SettingsFile] : [];

    /// <summary>Reads a file's bytes as a layer of settings.</summary>
    /// <param name="json">The bytes.</param>
    /// <exception cref="ReloadRefusedException">They are no JSON object.</exception>
    public static IReadOnlyDictionary<string, string?> Parse(byte[] json)
    {
        try
        {
            using var stream = new MemoryStream(json);
            return new ConfigurationBuilder().AddJsonStream(stream).Build().AsEnumerable()
                .Where(setting => setting.Value is not null)
                .ToDictionary(StringComparer.OrdinalIgnoreCase);
        }
        catch (Exception exception) when (exception is FormatException or InvalidDataException or System.Text.Json.JsonException)
        {
            throw new ReloadRefusedException([$"the file is no JSON object: {exception.InnerException?.Message ?? exception.Message}"], exception);
        }
    }

    /// <inheritdoc/>
    protected override void Take(IReadOnlyList<byte[]> contents)
    {
        IReadOnlyDictionary<string, string?> settings = Parse(contents[0]);
        IReadOnlyList<string> errors = rules.Errors(settings, live.With(settings));
        if (errors.Count > 0)
        {
            throw new ReloadRefusedException(errors);
        }

        live.Replace(settings);
    }
}
