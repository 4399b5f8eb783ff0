using Telecom.Hosting;

namespace Telecom.Gateway.Audit;

/// <summary>The audit log of the gateway.</summary>
internal static class AuditExtensions
{
    /// <summary>Registers the audit log.</summary>
    /// <param name="services">The services.</param>
    public static void AddAudit(this IServiceCollection services)
    {
        _ = services.AddValidated<AuditOptions, AuditOptions.Validator>(AuditOptions.Section);
        _ = services.AddSingleton<AuditMetrics>();
        _ = services.AddSingleton<AuditLog>();
        _ = services.AddHostedService<AuditWriter>();
    }
}
