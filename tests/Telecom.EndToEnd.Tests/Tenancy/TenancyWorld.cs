using Google.Protobuf;
using Google.Protobuf.Reflection;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.EndToEnd.Tests.Harness;
using Telecom.Gateway.Proxy;
using Telecom.Hosting;

namespace Telecom.EndToEnd.Tests.Tenancy;

/// <summary>All real services behind the real gateway, two customers of whom everything exists, and a channel for everyone who may call.</summary>
public sealed class TenancyWorld : IAsyncLifetime
{
    /// <summary>Everyone who may call: no one at all, people and an agent of the customer whose names are tried ("own"), the same of another ("other"), and staff.</summary>
    private static readonly Dictionary<string, Role[]> Roles = new()
    {
        ["nobody"] = [],
        ["own viewer"] = [Role.CustomerViewer],
        ["own admin"] = [Role.CustomerAdmin],
        ["own agent"] = [Role.Agent],
        ["other viewer"] = [Role.CustomerViewer],
        ["other admin"] = [Role.CustomerAdmin],
        ["other agent"] = [Role.Agent],
        ["support"] = [Role.Support],
        ["billing"] = [Role.Billing],
        ["admin"] = [Role.Admin],
    };

    private readonly Dictionary<string, GatewayChannel> _channels = [];
    private readonly Dictionary<string, string> _staff = [];

    /// <summary>Every public RPC: those that the gateway lets through.</summary>
    internal static IReadOnlyDictionary<string, MethodDescriptor> Rpcs { get; } = Backends.Public.Values.SelectMany(services => services).Append(Backends.Otlp)
        .SelectMany(service => service.Methods)
        .ToDictionary(method => $"{method.Service.Name}/{method.Name}");

    internal static IEnumerable<string> Identities => Roles.Keys;

    internal InProcessSuite Suite { get; private set; } = null!;

    /// <summary>The customer whose names are tried.</summary>
    internal Company Own { get; private set; } = null!;

    /// <summary>The customer that tries them.</summary>
    internal Company Other { get; private set; } = null!;

    internal static AccessRule RuleOf(MethodDescriptor rpc) => PolicyTable.Suite.Find($"/{rpc.Service.FullName}/{rpc.Name}")
        ?? throw new InvalidOperationException($"{rpc.FullName} declares no access policy");

    /// <summary>True when the policy lets the identity call.</summary>
    internal static bool MayCall(string identity, MethodDescriptor rpc) => RuleOf(rpc).Roles.Overlaps(Roles[identity]);

    /// <summary>Calls an RPC as somebody.</summary>
    internal Task<Outcome> CallAsync(string identity, MethodDescriptor rpc, IReadOnlyList<IMessage> messages) =>
        RpcCall.MakeAsync(_channels[identity].Invoker, rpc, messages);

    /// <summary>The channel of an identity.</summary>
    internal GatewayChannel ChannelOf(string identity) => _channels[identity];

    /// <summary>Secret of an identity; null for nobody.</summary>
    internal string? SecretOf(string identity) => identity.Split(' ') switch
    {
        ["own", var who] => Own.Secrets[who],
        ["other", var who] => Other.Secrets[who],
        _ => _staff.GetValueOrDefault(identity),
    };

    public async Task InitializeAsync()
    {
        Suite = await InProcessSuite.StartAsync(new Dictionary<string, string?>
        {
            ["Sla:Outages:Interval"] = "00:00:00.200",
            ["Sla:Outages:SignOfLife"] = "00:00:00.500",
            ["Support:FeedHeartbeat"] = "00:00:01",
        });
        Own = await CompanySetup.CreateAsync(Suite, "alfaq");
        Other = await CompanySetup.CreateAsync(Suite, "bravq");
        foreach (string identity in Identities)
        {
            if (Roles[identity].Any(RoleRules.ProviderRoles.Contains))
            {
                _staff[identity] = await StaffKeyAsync(identity);
            }

            _channels[identity] = new GatewayChannel(Suite.GatewayAddress, SecretOf(identity));
        }
    }

    public async Task DisposeAsync()
    {
        foreach (GatewayChannel channel in _channels.Values)
        {
            channel.Dispose();
        }

        if (Suite is not null)
        {
            await Suite.DisposeAsync();
        }
    }

    private async Task<string> StaffKeyAsync(string identity) =>
        (await new CatalogService.CatalogServiceClient(Suite.Admin.Invoker).CreateApiKeyAsync(
            new CreateApiKeyRequest { ApiKey = new ApiKey { Name = $"provider/keys/matrix-{identity}", Subject = identity, Roles = { Roles[identity] } } })).Secret;
}
