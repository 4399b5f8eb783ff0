using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Ingestion.Otlp.Door;
using Telecom.Ingestion.Otlp.Http;
using Telecom.Ingestion.Otlp.Points;

namespace Telecom.Ingestion.Otlp;

/// <summary>The OTLP door in the service.</summary>
internal static class OtlpExtensions
{
    /// <summary>Registers the door.</summary>
    public static IServiceCollection AddOtlpDoor(this IServiceCollection services)
    {
        services.AddValidated<OtlpOptions, OtlpOptionsValidator>(OtlpOptions.Section);
        services.AddSingleton(provider => OtlpOptionsValidator.BuildTable(provider.GetRequiredService<IOptions<OtlpOptions>>().Value, []));
        services.AddSingleton<CumulativeStates>();
        services.AddSingleton<DoorLanes>();
        services.AddSingleton<DoorWriter>();
        services.AddSingleton<OtlpMetrics>();
        services.AddSingleton<OtlpDoor>();
        services.AddSingleton<OtlpHttpEndpoint>();
        return services.AddSingleton<OtlpGrpcService>();
    }

    /// <summary>Maps OTLP/gRPC and OTLP/HTTP.</summary>
    public static void MapOtlpDoor(this WebApplication app)
    {
        app.MapGrpcService<OtlpGrpcService>();
        app.MapPost(OtlpHttpEndpoint.Path, app.Services.GetRequiredService<OtlpHttpEndpoint>().HandleAsync);
    }
}
