using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Telecom.Hosting;

/// <summary>Server reflection of every service.</summary>
internal static partial class ReflectionExtensions
{
    /// <summary>Registers what reflection needs.</summary>
    public static void AddReflection(this IServiceCollection services)
    {
        services.AddOptions<ReflectionOptions>().BindConfiguration(ReflectionOptions.Section);
        services.AddSingleton<ReflectionBook>();
    }

    /// <summary>Maps reflection where it is on; where it is off its methods are UNIMPLEMENTED.</summary>
    public static void MapReflection(this WebApplication app)
    {
        ReflectionOptions options = app.Services.GetRequiredService<IOptions<ReflectionOptions>>().Value;
        if (!options.IsOn(app.Environment))
        {
            return;
        }

        if (app.Environment.IsProduction())
        {
            Log.OnInProduction(app.Services.GetRequiredService<ILogger<ReflectionBook>>());
        }

        app.MapGrpcService<ReflectionService>();
        app.MapGrpcService<OldReflectionService>();
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 181, Level = LogLevel.Warning, Message = "Grpc:Reflection is true in Production: anybody may read what this service can be asked")]
        public static partial void OnInProduction(ILogger logger);
    }
}
