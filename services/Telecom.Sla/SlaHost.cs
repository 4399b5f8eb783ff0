using Telecom.Hosting;
using Telecom.Sla.Outages;
using Telecom.Sla.Outages.Records;
using Telecom.Sla.Statements;

namespace Telecom.Sla;

/// <summary>The measurement service.</summary>
public static class SlaHost
{
    /// <summary>Builds the service; running it opens the stores and begins folding.</summary>
    /// <param name="args">Command line.</param>
    /// <param name="settings">Settings that come before all others.</param>
    public static WebApplication Build(string[] args, IReadOnlyDictionary<string, string?>? settings = null) => Build(args, settings, _ => { });

    /// <summary>Builds the service with some of its parts replaced.</summary>
    /// <param name="args">Command line.</param>
    /// <param name="settings">Settings that come before all others.</param>
    /// <param name="replace">Replaces registrations.</param>
    internal static WebApplication Build(string[] args, IReadOnlyDictionary<string, string?>? settings, Action<IServiceCollection> replace)
    {
        WebApplicationBuilder builder = TelecomHost.CreateBuilder(args, ServiceNames.Sla, settings);
        builder.Services.AddSla();
        replace(builder.Services);
        WebApplication app = builder.Build();
        app.MapTelecomDefaults();
        app.MapGrpcService<SlaGrpcService>();
        app.MapGrpcService<OutageGrpcService>();
        app.MapGrpcService<LedgerGrpcService>();
        app.MapGrpcService<StatementGrpcService>();
        return app;
    }
}
