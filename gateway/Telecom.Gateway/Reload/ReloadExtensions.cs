using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Telecom.Gateway.Proxy;
using Telecom.Gateway.Quotas;
using Telecom.Hosting;

namespace Telecom.Gateway.Reload;

/// <summary>What changes while the gateway runs.</summary>
internal static class ReloadExtensions
{
    /// <summary>
    /// Puts the settings file on top of all settings and looks at it, and at every other <see cref="IReloaded"/>, while the gateway runs.
    /// Call it after all other sources of settings and before anything reads them.
    /// </summary>
    /// <param name="builder">The application builder.</param>
    public static void AddReload(this WebApplicationBuilder builder)
    {
        var live = new LiveSettings(builder.Configuration);
        if (builder.Configuration[$"{ReloadOptions.Section}:{nameof(ReloadOptions.SettingsFile)}"] is { Length: > 0 } path && File.Exists(path))
        {
            // What is read while the gateway is built must be there already; whether it is right is asked before anything is listened on.
            live.Replace(SettingsFile.Parse(File.ReadAllBytes(path)));
        }

        IServiceCollection services = builder.Services;
        _ = services.AddValidated<ReloadOptions, ReloadOptions.Validator>(ReloadOptions.Section);
        _ = services.AddSingleton(live);
        _ = services.AddSingleton<SettingsRules>();
        _ = services.AddSingleton<ReloadMetrics>();
        _ = services.AddSingleton<ISettingsCheck, LogLevelCheck>();
        _ = services.AddReloaded<SettingsFile>();
        _ = services.AddHostedService<FilePoller>();
        _ = services.AddReloadable<BackendOptions>(
            BackendOptions.Section,
            onlyAtStart:
            [
                nameof(BackendOptions.ConnectTimeout),
                nameof(BackendOptions.ResolveDns),
                nameof(BackendOptions.DnsRefresh),
                nameof(BackendOptions.HealthInterval),
                nameof(BackendOptions.HealthTimeout),
            ]);
        _ = services.AddReloadable<QuotaOptions>(QuotaOptions.Section);
        foreach (string backend in Backends.Public.Keys)
        {
            _ = services.AddSingleton<ISettingsCheck>(provider => new AddressesCheck(
                backend, provider.GetServices<IValidateOptions<ServiceEndpoint>>(), provider.GetServices<IValidateOptions<BackendAddresses>>()));
        }
    }

    /// <summary>
    /// Lets settings stand in the settings file: they are checked by the validators of their options before they are put in force. Who
    /// uses them reads IOptionsMonitor.
    /// </summary>
    /// <typeparam name="TOptions">The options.</typeparam>
    /// <param name="services">The services.</param>
    /// <param name="section">Configuration section.</param>
    /// <param name="name">Name of the options; null for the one without.</param>
    /// <param name="onlyAtStart">Keys below the section that are read at start only.</param>
    public static IServiceCollection AddReloadable<TOptions>(
        this IServiceCollection services, string section, string? name = null, params IReadOnlyList<string> onlyAtStart)
        where TOptions : class, new() => services.AddSingleton<ISettingsCheck>(provider => new OptionsCheck<TOptions>(
            section,
            name ?? Options.DefaultName,
            onlyAtStart,
            provider.GetServices<IPostConfigureOptions<TOptions>>(),
            provider.GetServices<IValidateOptions<TOptions>>()));

    /// <summary>Registers something that comes from a file and changes with it.</summary>
    /// <typeparam name="TReloaded">What it is; a singleton.</typeparam>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddReloaded<TReloaded>(this IServiceCollection services)
        where TReloaded : class, IReloaded
    {
        services.TryAddSingleton<TReloaded>();
        return services.AddSingleton<IReloaded>(provider => provider.GetRequiredService<TReloaded>());
    }
}
