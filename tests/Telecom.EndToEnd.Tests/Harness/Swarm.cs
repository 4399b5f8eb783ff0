using Google.Protobuf;
using Telecom.Hosting;
using Telecom.Ingestion.V1;
using Telecom.Sla.V1;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>Several lanes of one tenant's agent that send the batches of a script, and what must be true of them at the end.</summary>
internal sealed class Swarm
{
    private const int CircuitsPerLane = 2;

    private readonly Rig _rig;
    private readonly Tenant _tenant;
    private readonly SampleScript _script;
    private readonly SpoolingClient[] _clients;
    private readonly Task[] _running;

    private Swarm(Rig rig, Tenant tenant, SampleScript script, SpoolingClient[] clients, CancellationToken cancellationToken)
    {
        _rig = rig;
        _tenant = tenant;
        _script = script;
        _clients = clients;
        _running = [.. clients.Select(c => Task.Run(() => c.RunAsync(cancellationToken), cancellationToken))];
    }

    public IReadOnlyList<SpoolingClient> Clients => _clients;

    public Tenant Tenant => _tenant;

    public ulong Acknowledged => _clients.Aggregate(0UL, (sum, c) => sum + c.Acknowledged);

    public ulong[] LastSequences => [.. _clients.Select(c => c.Acknowledged)];

    public SampleBatch Make(ulong sequence) => _script.Make(0, sequence);

    public ulong Samples => Acknowledged * (ulong)_script.SamplesPerBatch;

    /// <summary>Registers a customer and starts its lanes.</summary>
    public static async Task<Swarm> StartAsync(
        Rig rig, string customer, int seed, long startUs, int lanes, TimeSpan pace, CancellationToken cancellationToken, IReadOnlyList<string>? gateways = null)
    {
        string[] ids = [.. Enumerable.Range(0, lanes * CircuitsPerLane).Select(i => $"c{i}")];
        Tenant tenant = await Tenant.RegisterAsync(rig.Admin, customer, ids, startUs: startUs - 3_600_000_000);
        var script = new SampleScript(seed, startUs, [.. ids.Select(tenant.Circuit)], lanes);
        ByteString epoch = SpoolingClient.NewEpoch();
        SpoolingClient[] clients =
        [
            .. Enumerable.Range(0, lanes).Select(l => new SpoolingClient(gateways ?? [rig.GatewayAddress], tenant.AgentSecret, tenant.AgentName, (uint)l, epoch, script.Make, pace)),
        ];
        return new Swarm(rig, tenant, script, clients, cancellationToken);
    }

    /// <summary>Waits until so many more batches were acknowledged than at the call.</summary>
    public async Task ProgressAsync(ulong batches = 1)
    {
        ulong before = Acknowledged;
        await Until.Async("batches acknowledged", TimeSpan.FromSeconds(90), () => Task.FromResult(Check()), now => now >= before + batches);
    }

    /// <summary>Ends every lane with Finish, and checks that acknowledged = stored = folded.</summary>
    /// <param name="last">Where each lane ends; null for what it sent.</param>
    public async Task FinishAsync(IReadOnlyList<ulong>? last = null)
    {
        for (int i = 0; i < _clients.Length; i++)
        {
            _clients[i].Complete(last?[i]);
        }

        await Task.WhenAll(_running).WaitAsync(TimeSpan.FromMinutes(3), TimeProvider.System);
        Check();
        Assert.All(_clients, c => Assert.True(c.Refused == 0, $"{c.Refused} good samples were refused"));
        await FirstLightTests.AssertCountedAsync(_rig, _tenant, Samples);
    }

    /// <summary>What each circuit's status says, without the names and the clock.</summary>
    public async Task<IReadOnlyList<CircuitStatus>> VerdictsAsync(long asOfUs)
    {
        using var viewer = new GatewayChannel(_rig.GatewayAddress, _tenant.ViewerSecret);
        List<CircuitStatus> verdicts = [];
        for (int c = 0; c < _clients.Length * CircuitsPerLane; c++)
        {
            GetStatusRequest request = new() { Name = _tenant.Circuit($"c{c}"), AsOfUs = asOfUs };
            CircuitStatus status = (await new SlaService.SlaServiceClient(viewer.Invoker).GetStatusAsync(request)).Status;
            status.Circuit = "";
            status.Subscription = "";
            status.Assumptions.Clear();
            verdicts.Add(status);
        }

        return verdicts;
    }

    private ulong Check()
    {
        foreach (SpoolingClient client in _clients)
        {
            Assert.True(client.Violation is null, client.Violation);
        }

        foreach (Task task in _running.Where(t => t.IsFaulted))
        {
            task.GetAwaiter().GetResult();
        }

        return Acknowledged;
    }
}
