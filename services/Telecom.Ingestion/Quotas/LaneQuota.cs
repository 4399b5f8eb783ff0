using Telecom.Hosting;

namespace Telecom.Ingestion.Quotas;

/// <summary>The quotas of one stream or call: its agent's and its customer's, either of which may be absent.</summary>
/// <param name="name">Resource name of the agent.</param>
/// <param name="agent">Its quota.</param>
/// <param name="customer">Its customer's.</param>
/// <param name="options">The limits.</param>
/// <param name="clock">The clock.</param>
internal sealed class LaneQuota(string name, TokenBucket? agent, TokenBucket? customer, IngestionOptions options, TimeProvider clock)
{
    /// <summary>Notes samples that came.</summary>
    public void Take(long samples)
    {
        agent?.Take(samples);
        customer?.Take(samples);
    }

    /// <summary>
    /// Completes when more samples may come: meanwhile the stream is not read, which slows the agent down. Fails when that would take
    /// longer than the patience.
    /// </summary>
    /// <exception cref="RpcFailure">RESOURCE_EXHAUSTED with the quota and when to come back.</exception>
    public async ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        for (TimeSpan debt = Debt(); debt > TimeSpan.Zero; debt = Debt())
        {
            Require(debt, options.QuotaPatience);
            await Task.Delay(debt, clock, cancellationToken);
        }
    }

    /// <summary>Requires that more samples may come now: a single call cannot be slowed down.</summary>
    /// <exception cref="RpcFailure">RESOURCE_EXHAUSTED with the quota and when to come back.</exception>
    public void RequireNow() => Require(Debt(), TimeSpan.Zero);

    private TimeSpan Debt() => TimeSpan.FromTicks(Math.Max(agent?.Debt.Ticks ?? 0, customer?.Debt.Ticks ?? 0));

    private void Require(TimeSpan debt, TimeSpan patience)
    {
        if (debt <= patience)
        {
            return;
        }

        bool agents = agent is not null && agent.Debt >= (customer?.Debt ?? TimeSpan.Zero);
        string option = agents ? nameof(options.MaxSamplesPerSecondPerAgent) : nameof(options.MaxSamplesPerSecondPerCustomer);
        long most = agents ? options.MaxSamplesPerSecondPerAgent : options.MaxSamplesPerSecondPerCustomer;
        throw RpcFailure.QuotaExceeded(
            agents ? name : SampleQuotas.CustomerOf(name),
            $"This {(agents ? "agent" : "customer")} sent more samples than {IngestionOptions.Section}:{option} allows, {most} a second.",
            debt,
            new Dictionary<string, string> { ["limit"] = option, ["most"] = $"{most}" });
    }
}
