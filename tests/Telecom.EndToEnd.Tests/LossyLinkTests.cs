using Telecom.EndToEnd.Tests.Harness;
using Telecom.Hosting;
using Telecom.Sla.V1;
using Xunit.Abstractions;

namespace Telecom.EndToEnd.Tests;

/// <summary>A link that loses 10 % and goes down for a minute, behind a real interface where the machine allows it.</summary>
[Collection(NamespacePair.Collection)]
public sealed class LossyLinkTests(ITestOutputHelper output)
{
    [NeedsFact(NeedsFactAttribute.Need.NetworkNamespaces)]
    public async Task Ten_percent_loss_and_a_minute_of_outage_between_two_namespaces_are_reported_as_such()
    {
        await using Rig rig = await Rig.StartAsync();
        await using NamespacePair pair = await NamespacePair.CreateAsync(lossPercent: 10);
        await using ManagedProcess reflector = pair.StartFar("Telecom.Agent", ["reflect", "--listen", $"{NamespacePair.FarAddress}:{NamespacePair.ReflectorPort}"], rig.Folder);
        Tenant tenant = await Tenant.RegisterAsync(rig.Admin, "namespaces", ["line"]);
        string circuit = tenant.Circuit("line");
        await Until.Async("the reflector listens", TimeSpan.FromSeconds(60), () => Task.FromResult(reflector.Output), o => o.Contains("listen", StringComparison.OrdinalIgnoreCase) || o.Contains("reflect", StringComparison.OrdinalIgnoreCase));
        await using RunningAgent agent = await RunningAgent.StartAsync(rig, tenant, [RunningAgent.Stamp(circuit, $"{NamespacePair.FarAddress}:{NamespacePair.ReflectorPort}", cadence: "20ms")]);
        using var viewer = new GatewayChannel(rig.GatewayAddress, tenant.ViewerSecret);

        CircuitStatus status = await LinkObservation.UntilMeasuredAsync(viewer, circuit, packets: 2_000);
        LinkObservation.AssertLossIsWithinItsConfidenceInterval(status);

        await pair.SetLinkAsync(up: false);
        await Task.Delay(LinkObservation.Outage, TimeProvider.System);
        await pair.SetLinkAsync(up: true);
        await LinkObservation.AssertOneOutageAsync(viewer, circuit);

        await agent.StopAsync();
        (long arrived, long dropped) = await pair.CountersAsync();
        long sent = agent.Status()!.Value.GetProperty("probes").GetProperty("sent").GetInt64();
        long lost = agent.Status()!.Value.GetProperty("probes").GetProperty("lost").GetInt64();
        output.WriteLine($"{sent} sent, {arrived} arrived, {dropped} dropped by nftables, {lost} lost");

        // What nftables dropped and what never arrived is what the agent calls lost; besides it at most a reply that came after the timeout
        // or was on its way when the link went down.
        Assert.True(dropped > 0);
        Assert.InRange(lost, sent - arrived + dropped, sent - arrived + dropped + sent / 1_000);
        Proofs.Report("link-namespaces", $"{sent} packets: {dropped} dropped by nftables + {sent - arrived} not carried = {lost} reported lost; one outage of 60 s +- one slice");
    }

    [Fact]
    public async Task Ten_percent_loss_and_a_minute_of_outage_behind_a_loopback_proxy_are_reported_as_such()
    {
        await using Rig rig = await Rig.StartAsync();
        string reflector = $"127.0.0.1:{Rig.FreePort()}";
        await using var proxy = new LossyUdpProxy(int.Parse(reflector.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture), LinkObservation.Loss, Proofs.Seed);
        Tenant tenant = await Tenant.RegisterAsync(rig.Admin, "proxy", ["line"]);
        string circuit = tenant.Circuit("line");
        await using RunningAgent agent = await RunningAgent.StartAsync(rig, tenant, [RunningAgent.Stamp(circuit, $"127.0.0.1:{proxy.Port}", cadence: "20ms")], reflector);
        using var viewer = new GatewayChannel(rig.GatewayAddress, tenant.ViewerSecret);

        CircuitStatus status = await LinkObservation.UntilMeasuredAsync(viewer, circuit, packets: 2_000);
        LinkObservation.AssertLossIsWithinItsConfidenceInterval(status);

        proxy.Down = true;
        await Task.Delay(LinkObservation.Outage, TimeProvider.System);
        proxy.Down = false;
        await LinkObservation.AssertOneOutageAsync(viewer, circuit);

        await agent.StopAsync();
        long sent = agent.Status()!.Value.GetProperty("probes").GetProperty("sent").GetInt64();
        long lost = agent.Status()!.Value.GetProperty("probes").GetProperty("lost").GetInt64();
        output.WriteLine($"seed {Proofs.Seed}: {sent} sent, {proxy.Forwarded} forwarded, {proxy.Dropped} dropped, {lost} lost");
        Assert.Equal(sent, proxy.Forwarded + proxy.Dropped);
        Assert.InRange(lost, proxy.Dropped, proxy.Dropped + sent / 1_000);
        Proofs.Report("link-proxy", $"{sent} packets: {proxy.Dropped} dropped by the proxy, {lost} reported lost; one outage of 60 s +- one slice");
    }
}
