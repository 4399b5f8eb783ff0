using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Telecom.Agent.Clocks;
using Telecom.Agent.Configuration;
using Telecom.Agent.Probing;
using Telecom.Agent.Reporting;
using Telecom.Agent.Stamp;

namespace Telecom.Agent;

/// <summary>The agent as a program: <c>telecom-agent --config FILE</c> measures, <c>telecom-agent reflect --listen ADDRESS:PORT</c> only reflects.</summary>
public static class AgentHost
{
    /// <summary>Exit code when the configuration or the command line is wrong.</summary>
    public const int WrongConfiguration = 2;

    /// <summary>Exit code when the agent cannot start or a part of it failed.</summary>
    public const int Failed = 1;

    /// <summary>This machine's default gateway; null where there is none or the system does not tell.</summary>
    public static IPAddress? FindDefaultGateway() => File.Exists(RoutingTable.Path) ? RoutingTable.DefaultGateway(File.ReadAllText(RoutingTable.Path)) : null;

    /// <summary>Why this process may not send ICMP echo over IPv4; null when it may.</summary>
    public static string? WhyNotIcmp() => IcmpMethod.WhyNot(AddressFamily.InterNetwork);

    /// <summary>Runs the program. It installs no signal handlers: the caller decides when to stop.</summary>
    /// <param name="args">Command line without the program's name.</param>
    /// <param name="cancellationToken">Begins a clean stop: probes on their way are waited for, the spool is sent and acknowledged as far as time allows.</param>
    /// <returns>0 after a clean stop, 1 when the agent cannot start or failed, 2 when command line or configuration are wrong.</returns>
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        Option<FileInfo> config = new("--config", "-c") { Description = "YAML file that says what is measured and where it is sent" };
        Option<bool> quiet = new("--quiet") { Description = "Log warnings and errors only" };
        RootCommand root = new("Measures circuits by STAMP (RFC 8762), ICMP echo and interface counters, and streams the samples to the gateway.") { config, quiet };
        root.SetAction((result, token) => result.GetValue(config) is { } file
            ? MeasureAsync(file.FullName, result.GetValue(quiet), token)
            : Task.FromResult(Complain("--config FILE is missing; `reflect --listen ADDRESS:PORT` needs none")));
        root.Add(ReflectCommand());

        // Signals belong to the caller; without this the library would end the program two seconds after one.
        InvocationConfiguration invocation = new() { ProcessTerminationTimeout = null };
        ParseResult parsed = root.Parse(args);
        int code = await parsed.InvokeAsync(invocation, cancellationToken);
        return parsed.Errors.Count > 0 ? WrongConfiguration : code;
    }

    private static Command ReflectCommand()
    {
        Option<string[]> listen = new("--listen", "-l")
        {
            Description = "Address and port to listen on, such as 0.0.0.0:862 or [::]:862; may be given again",
            Required = true,
        };
        Option<bool> stateful = new("--stateful") { Description = "Count the reflected packets of each session instead of repeating the sender's number" };
        Option<bool> ptp = new("--ptp") { Description = "Write timestamps in the truncated PTP format instead of NTP" };
        Command reflect = new("reflect", "Only reflects STAMP packets.") { listen, stateful, ptp };
        reflect.SetAction(async (result, token) =>
        {
            List<IPEndPoint> endPoints = [];
            foreach (string text in result.GetValue(listen) ?? [])
            {
                if (!IPEndPoint.TryParse(text, out IPEndPoint? endPoint) || !EndPoints.NamesPort(text))
                {
                    return Complain($"--listen: \"{text}\" is not an address and a port, such as 0.0.0.0:862 or [::]:862");
                }

                endPoints.Add(endPoint);
            }

            return await ReflectAsync(
                new ReflectorOptions
                {
                    Listen = endPoints,
                    Stateful = result.GetValue(stateful),
                    Timestamps = result.GetValue(ptp) ? TimestampFormat.Ptp : TimestampFormat.Ntp,
                },
                token);
        });
        return reflect;
    }

    private static async Task<int> MeasureAsync(string path, bool quiet, CancellationToken stop)
    {
        ConfigurationResult loaded = ConfigurationLoader.Load(path);
        foreach (ConfigurationError error in loaded.Errors)
        {
            Complain($"{path}:{error}");
        }

        if (loaded.Configuration is not { } configuration)
        {
            return WrongConfiguration;
        }

        if (WhatIsMissing(configuration) is { } missing)
        {
            return Complain(missing);
        }

        await using ServiceProvider services = Services(quiet);
        try
        {
            await using AgentRunner runner = new(configuration, services);
            return await runner.RunAsync(stop);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SocketException)
        {
            Complain($"the agent cannot start: {exception.Message}");
            return Failed;
        }
    }

    private static string? WhatIsMissing(AgentConfiguration configuration)
    {
        if (configuration.Gateway.ApiKey.TryRead(out _) is { } keyError)
        {
            return $"gateway: {keyError}";
        }

        bool needsIcmp = configuration.Circuits.Any(c => c.Method == ProbeMethodKind.Icmp);
        return needsIcmp ? WhyNotIcmp() : null;
    }

    private static async Task<int> ReflectAsync(ReflectorOptions options, CancellationToken stop)
    {
        await using ServiceProvider services = Services();
        ILoggerFactory loggers = services.GetRequiredService<ILoggerFactory>();
        TimeProvider time = services.GetRequiredService<TimeProvider>();
        try
        {
            AnchoredClock clock = new(time, loggers.CreateLogger<AnchoredClock>());
            using StampReflector reflector = new(options, clock, time, new AgentCounters(), loggers.CreateLogger<StampReflector>());
            await reflector.RunAsync(stop);
            return 0;
        }
        catch (SocketException exception)
        {
            Complain($"cannot listen: {exception.Message}");
            return Failed;
        }
    }

    private static ServiceProvider Services(bool quiet = false) => new ServiceCollection()
        .AddSingleton(TimeProvider.System)
        .AddMetrics()
        .AddLogging(logging => logging
            .SetMinimumLevel(quiet ? LogLevel.Warning : LogLevel.Information)
            .AddFilter("Grpc", LogLevel.Error)
            .AddSimpleConsole(console =>
            {
                console.SingleLine = true;
                console.UseUtcTimestamp = true;
                console.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
                console.ColorBehavior = LoggerColorBehavior.Disabled;
            }))
        .BuildServiceProvider();

    private static int Complain(string message)
    {
        Console.Error.WriteLine(message);
        return WrongConfiguration;
    }
}
