using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Telecom.Agent;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;

namespace Telecom.Suite;

/// <summary>
/// Registers the demonstration customer through the gateway, as staff would, and writes the agent's configuration. Registering again
/// in the same data folder finds everything there and makes no second customer; keys are made anew when their files are gone.
/// </summary>
internal static class DemoRegistration
{
    private const string Customer = "customers/demo";
    private const string Subscription = Customer + "/subscriptions/network";
    private const string Agent = Customer + "/agents/this-machine";

    /// <summary>Registers and writes {data}/demo/agent.yaml, agent.key and viewer.key.</summary>
    public static async Task<DemoCustomer> RegisterAsync(UpOptions options, string gateway, CancellationToken cancellationToken)
    {
        string folder = Directory.CreateDirectory(Path.Combine(options.DataDirectory, "demo")).FullName;
        string adminSecret = (await File.ReadAllTextAsync(Path.Combine(options.DataDirectory, "catalog", "admin.key"), cancellationToken)).Trim();
        using var admin = new GatewayChannel(gateway, adminSecret);
        var catalog = new CatalogService.CatalogServiceClient(admin.Invoker);
        int reflectorPort = FreeUdpPort();
        IReadOnlyList<DemoCircuit> circuits = Circuits(options, reflectorPort);

        await catalog.CreateCustomerAsync(
            new CreateCustomerRequest { Customer = new Customer { Name = Customer, DisplayName = "Demonstration" } }, cancellationToken: cancellationToken);
        await DeclareSubscriptionAsync(catalog, cancellationToken);
        foreach (DemoCircuit circuit in circuits)
        {
            await catalog.CreateCircuitAsync(
                new CreateCircuitRequest { Circuit = new Circuit { Name = circuit.Name, DisplayName = circuit.What, Subscription = Subscription } },
                cancellationToken: cancellationToken);
        }

        await catalog.CreateAgentAsync(
            new CreateAgentRequest { Agent = new Telecom.Catalog.V1.Agent { Name = Agent, DisplayName = "This machine" } }, cancellationToken: cancellationToken);
        await EnsureKeyAsync(catalog, folder, "agent", Agent, Role.Agent, cancellationToken);
        string viewer = await EnsureKeyAsync(catalog, folder, "viewer", "Demonstration viewer", Role.CustomerViewer, cancellationToken);
        string config = Path.Combine(folder, "agent.yaml");
        await File.WriteAllTextAsync(config, AgentYaml(gateway, circuits, reflectorPort), cancellationToken);
        return new DemoCustomer(Customer, circuits, config, viewer);
    }

    private static List<DemoCircuit> Circuits(UpOptions options, int reflectorPort)
    {
        var circuits = new List<DemoCircuit>
        {
            new(
                Customer + "/circuits/loopback",
                "STAMP reflector on loopback, every 100 ms; throughput of the interface lo",
                string.Create(CultureInfo.InvariantCulture, $"method: stamp\n    target: 127.0.0.1:{reflectorPort}\n    cadence: 100ms\n    interface: lo")),
        };
        if (!options.MeasureGateway || AgentHost.FindDefaultGateway() is null)
        {
            return circuits;
        }

        if (AgentHost.WhyNotIcmp() is { } reason)
        {
            Console.WriteLine($"the default gateway is not measured: {reason}");
        }
        else
        {
            circuits.Add(new DemoCircuit(
                Customer + "/circuits/default-gateway",
                "Default gateway, ICMP echo every second",
                "method: icmp\n    target: default-gateway\n    cadence: 1s"));
        }

        return circuits;
    }

    private static async Task DeclareSubscriptionAsync(CatalogService.CatalogServiceClient catalog, CancellationToken cancellationToken)
    {
        // A subscription starts when it is declared; declared once, it keeps its start over restarts of the demonstration.
        ListSubscriptionsResponse known = await catalog.ListSubscriptionsAsync(
            new ListSubscriptionsRequest { Parent = Customer }, cancellationToken: cancellationToken);
        if (known.Subscriptions.All(s => s.Name != Subscription))
        {
            await catalog.CreateSubscriptionAsync(
                new CreateSubscriptionRequest { Subscription = new Subscription { Name = Subscription, Contract = "contracts/infopromo", Plan = "premium" } },
                cancellationToken: cancellationToken);
        }
    }

    private static async Task<string> EnsureKeyAsync(
        CatalogService.CatalogServiceClient catalog, string folder, string id, string subject, Role role, CancellationToken cancellationToken)
    {
        string file = Path.Combine(folder, id + ".key");
        if (File.Exists(file))
        {
            return (await File.ReadAllTextAsync(file, cancellationToken)).Trim();
        }

        string unique = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(6));
        CreateApiKeyResponse response = await catalog.CreateApiKeyAsync(
            new CreateApiKeyRequest { ApiKey = new ApiKey { Name = $"{Customer}/keys/{id}-{unique}", Subject = subject, Roles = { role } } },
            cancellationToken: cancellationToken);
        var create = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using FileStream stream = new(file, create);
        await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(response.Secret + "\n"), cancellationToken);
        return response.Secret;
    }

    private static string AgentYaml(string gateway, IReadOnlyList<DemoCircuit> circuits, int reflectorPort)
    {
        var yaml = new System.Text.StringBuilder();
        yaml.AppendLine(CultureInfo.InvariantCulture, $"agent: {Agent}")
            .AppendLine("gateway:")
            .AppendLine(CultureInfo.InvariantCulture, $"  address: {gateway}")
            .AppendLine("  apiKeyFile: agent.key")
            .AppendLine("spool:")
            .AppendLine("  directory: spool")
            .AppendLine("reflector:")
            .AppendLine(CultureInfo.InvariantCulture, $"  listen: 127.0.0.1:{reflectorPort}")
            .AppendLine("circuits:");
        foreach (DemoCircuit circuit in circuits)
        {
            yaml.AppendLine(CultureInfo.InvariantCulture, $"  - circuit: {circuit.Name}").AppendLine(CultureInfo.InvariantCulture, $"    {circuit.AgentYaml}");
        }

        return yaml.ToString();
    }

    private static int FreeUdpPort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
