using Telecom.Hosting;

namespace Telecom.Gateway.Quotas;

/// <summary>The quotas of the gateway.</summary>
internal static class QuotaExtensions
{
    /// <summary>Registers the quotas.</summary>
    /// <param name="services">The services.</param>
    public static void AddQuotas(this IServiceCollection services)
    {
        _ = services.AddValidated<QuotaOptions, QuotaOptions.Validator>(QuotaOptions.Section);
        _ = services.AddSingleton<CurrentQuotas>();
        _ = services.AddSingleton<QuotaMetrics>();
        _ = services.AddSingleton<CallerQuotas>();
        _ = services.AddSingleton<FailedIdentities>();
    }
}
