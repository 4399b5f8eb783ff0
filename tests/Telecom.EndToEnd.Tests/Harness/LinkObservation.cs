using System.Globalization;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.V1;

namespace Telecom.EndToEnd.Tests.Harness;

/// <summary>What a status must say about a link that loses 10 % and was down for a minute.</summary>
internal static class LinkObservation
{
    /// <summary>Share of packets that the link loses while it is up.</summary>
    public const double Loss = 0.10;

    /// <summary>How long the link is taken down.</summary>
    public static readonly TimeSpan Outage = TimeSpan.FromSeconds(60);

    /// <summary>Slices of the contract: an outage is known to one slice at each end, so its length to one slice.</summary>
    public static readonly TimeSpan Slice = TimeSpan.FromSeconds(10);

    /// <summary>Waits until the circuit has been measured for so many packets without an outage, and returns the status.</summary>
    public static Task<CircuitStatus> UntilMeasuredAsync(GatewayChannel viewer, string circuit, ulong packets) => Until.Async(
        $"{packets} packets measured",
        TimeSpan.FromMinutes(4),
        () => Tenant.StatusAsync(viewer, circuit),
        s => LossOf(s)?.SampleCount >= packets);

    /// <summary>The reported loss ratio lies where a fair coin of 10 % puts it, with 99.99 % confidence.</summary>
    public static void AssertLossIsWithinItsConfidenceInterval(CircuitStatus status)
    {
        PerformanceStatus loss = LossOf(status)!;
        double reported = double.Parse(loss.Value, CultureInfo.InvariantCulture) / 100;
        (double low, double high) = Wilson.Interval((long)Math.Round(reported * loss.SampleCount), (long)loss.SampleCount, Wilson.Z9999);
        Assert.True(low <= Loss && Loss <= high, $"reported {reported:P3} of {loss.SampleCount} packets: 10 % lies outside [{low:P3}, {high:P3}]");
        Assert.Empty(status.Outages);
    }

    /// <summary>Waits until the outage has ended, and checks its length.</summary>
    public static async Task AssertOneOutageAsync(GatewayChannel viewer, string circuit)
    {
        CircuitStatus status = await Until.Async(
            "the outage and its end",
            TimeSpan.FromMinutes(3),
            () => Tenant.StatusAsync(viewer, circuit),
            s => s.Outages.Count > 0 && !s.Outages[^1].Ongoing);
        Outage outage = Assert.Single(status.Outages);
        TimeSpan length = TimeSpan.FromMicroseconds(outage.Time.EndUs - outage.Time.StartUs);
        Assert.InRange(length, Outage - Slice, Outage + Slice);
        Assert.Equal(outage.Time.EndUs - outage.Time.StartUs, status.Availability.DowntimeUs);
        Assert.True(outage.Lost > 0 && outage.Lost <= outage.Sent);
    }

    private static PerformanceStatus? LossOf(CircuitStatus status) =>
        status.Performance.SingleOrDefault(p => p.Metric == Metric.Loss && p.Statistic == "ratio" && p.Value.Length > 0);
}
