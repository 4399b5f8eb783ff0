using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Agent.Clocks;
using Telecom.Agent.Probing;
using Telecom.Agent.Reporting;
using Telecom.Agent.Samples;
using Telecom.Agent.Tests.Support;
using Telecom.Common.V1;

namespace Telecom.Agent.Tests.Probing;

public class InterfaceTests
{
    private const string Table = """
        Inter-|   Receive                                                |  Transmit
         face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
            lo:  123456     100    0    0    0     0          0         0   654321     100    0    0    0     0       0          0
          eth0:18446744073709551615 5    0    0    0     0          0         0      200       3    0    0    0     0       0          0
        eth0.5:  7    1    0    0    0     0          0         0        9       1    0    0    0     0       0          0
        """;

    [Theory]
    [InlineData("lo", 123456UL, 654321UL)]
    [InlineData("eth0", ulong.MaxValue, 200UL)]
    [InlineData("eth0.5", 7UL, 9UL)]
    public void The_counters_of_an_interface_are_the_first_and_the_ninth_number(string name, ulong received, ulong transmitted) =>
        Assert.Equal(new InterfaceCounters(received, transmitted), InterfaceCounters.Find(Table, name));

    [Theory]
    [InlineData("eth")]
    [InlineData("eth00")]
    [InlineData("face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed")]
    public void An_interface_that_is_not_there_has_no_counters(string name) => Assert.Null(InterfaceCounters.Find(Table, name));

    [Theory]
    [InlineData("busier", 8000)]
    [InlineData("receive", 8000)]
    [InlineData("transmit", 4000)]
    public void A_rate_is_bits_per_second_between_two_readings_at_the_instant_of_the_first(string direction, double expected)
    {
        RateMeter meter = new(Enum.Parse<TrafficDirection>(direction, ignoreCase: true), frequency: 1000, longestTicks: 5000);
        Assert.Equal(RateVerdict.First, meter.Take(new InterfaceCounters(1000, 1000), 0, 77, out _));
        Assert.Equal(RateVerdict.Rate, meter.Take(new InterfaceCounters(1500, 1250), 500, 99, out Rate rate));
        Assert.Equal(new Rate(77, expected), rate);
    }

    [Fact]
    public void A_step_back_a_missing_interface_and_a_gap_begin_anew_and_give_no_rate()
    {
        RateMeter meter = new(TrafficDirection.Busier, 1000, 5000);
        Assert.Equal(RateVerdict.First, meter.Take(new InterfaceCounters(1000, 1000), 0, 0, out _));
        Assert.Equal(RateVerdict.Reset, meter.Take(new InterfaceCounters(10, 2000), 1000, 0, out _));
        Assert.Equal(RateVerdict.Rate, meter.Take(new InterfaceCounters(20, 2000), 2000, 0, out Rate rate));
        Assert.Equal(80, rate.BitsPerSecond);
        Assert.Equal(RateVerdict.Missing, meter.Take(null, 3000, 0, out _));
        Assert.Equal(RateVerdict.First, meter.Take(new InterfaceCounters(100, 2000), 4000, 0, out _));
        Assert.Equal(RateVerdict.First, meter.Take(new InterfaceCounters(200, 2000), 9001, 0, out _));
        Assert.Equal(RateVerdict.Rate, meter.Take(new InterfaceCounters(200, 2000), 10_001, 0, out rate));
        Assert.Equal(0, rate.BitsPerSecond);
    }

    [Fact]
    public async Task A_reader_gives_a_sample_per_cadence_and_none_while_the_interface_is_missing()
    {
        ManualTime time = new();
        ListSink sink = new();
        AgentCounters counters = new();
        AnchoredClock clock = TestClock.On(time);
        InterfaceCounters?[] readings = [new(0, 0), new(125, 0), new(375, 0), null, null, new(1000, 0), new(900, 0), new(1000, 0)];
        int taken = 0;
        CircuitOptions options = new() { Circuit = "customers/acme/circuits/a", Method = ProbeMethodKind.None, Interface = "wan0" };
        InterfaceReader reader = new(
            options, name => name == "wan0" ? readings[Math.Min(taken++, readings.Length - 1)] : null, clock, time, sink, counters, NullLogger<InterfaceReader>.Instance);
        using CancellationTokenSource stop = new();
        long began = (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10;
        Task running = reader.RunAsync(stop.Token);
        for (int reading = 1; reading < readings.Length; reading++)
        {
            await Until.TrueAsync(() => taken == reading);
            await time.SomebodyWaitsAsync();
            time.Advance(TimeSpan.FromSeconds(1));
        }

        await Until.TrueAsync(() => taken == readings.Length);
        await stop.CancelAsync();
        await running.Within();

        const string Name = "customers/acme/circuits/a";
        Assert.Equal(
            [Sample.Throughput(Name, began, 1000), Sample.Throughput(Name, began + 1_000_000, 2000), Sample.Throughput(Name, began + 6_000_000, 800)],
            sink.Of(Metric.Throughput));
        Assert.Equal(2, counters.InterfaceMissing.Value);
        Assert.Equal(1, counters.InterfaceResets.Value);
    }

    [Fact]
    public void The_loopback_interface_of_this_machine_has_counters_that_do_not_step_back()
    {
        if (!File.Exists(InterfaceCounters.Path))
        {
            return;
        }

        InterfaceCounters first = InterfaceCounters.Read("lo") ?? throw new InvalidOperationException("no loopback interface");
        InterfaceCounters second = InterfaceCounters.Read("lo") ?? throw new InvalidOperationException("no loopback interface");
        Assert.True(second.Received >= first.Received && second.Transmitted >= first.Transmitted);
        Assert.Null(InterfaceCounters.Read("no-such-if0"));
    }

    [Fact]
    public void The_default_gateway_is_that_of_the_default_route_with_the_lowest_metric()
    {
        const string Routes = """
            Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
            eth0	000200C0	00000000	0001	0	0	0	00FFFFFF	0	0	0
            wlan0	00000000	0100000A	0003	0	0	600	00000000	0	0	0
            eth0	00000000	010200C0	0003	0	0	100	00000000	0	0	0
            tun0	00000000	00000000	0001	0	0	50	00000000	0	0	0
            """;
        byte[] bytes = BitConverter.GetBytes(0x010200C0u);
        Assert.Equal(new IPAddress(bytes), RoutingTable.DefaultGateway(Routes));
        Assert.Null(RoutingTable.DefaultGateway("Iface\nnothing here\n"));
    }
}
