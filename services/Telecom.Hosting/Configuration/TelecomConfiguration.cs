using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Memory;

namespace Telecom.Hosting;

/// <summary>
/// Where settings come from, weakest first: built-in defaults, appsettings files, the environment, variables that begin with TELECOM_
/// (TELECOM_Listen__Address), command line, and what the caller passes (the suite in one process, tests).
/// </summary>
internal static class TelecomConfiguration
{
    private static readonly Dictionary<string, string?> Defaults = new()
    {
        ["Logging:LogLevel:Default"] = "Information",
        ["Logging:LogLevel:Microsoft"] = "Warning",
        ["Logging:LogLevel:Microsoft.Hosting.Lifetime"] = "Information",

        // It logs each request's query, in which careless callers send secrets; who logs "Microsoft" at a lower level does not mean that.
        ["Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics"] = "Warning",
        ["Logging:LogLevel:Grpc"] = "Warning",
        ["Logging:LogLevel:System.Net.Http"] = "Warning",
    };

    public static void Arrange(ConfigurationManager configuration, string[] args, IReadOnlyDictionary<string, string?>? settings)
    {
        ((IConfigurationBuilder)configuration).Sources.Insert(0, new MemoryConfigurationSource { InitialData = Defaults });
        configuration.AddEnvironmentVariables("TELECOM_");
        configuration.AddCommandLine(args);
        if (settings is not null)
        {
            configuration.AddInMemoryCollection(settings);
        }
    }
}
