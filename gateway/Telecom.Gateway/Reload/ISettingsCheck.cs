namespace Telecom.Gateway.Reload;

/// <summary>Settings that may change while the gateway runs, and what is right for them.</summary>
internal interface ISettingsCheck
{
    /// <summary>What the settings are, as a person writes them: "Gateway:Backends", "Services:catalog".</summary>
    string Section { get; }

    /// <summary>True for a key of these settings.</summary>
    /// <param name="key">Full configuration key.</param>
    bool Covers(string key);

    /// <summary>Everything that is wrong.</summary>
    /// <param name="written">The keys of these settings in the new file, with their values.</param>
    /// <param name="all">All settings as they would be with the new file.</param>
    IEnumerable<string> Check(IReadOnlyDictionary<string, string?> written, IConfiguration all);
}
