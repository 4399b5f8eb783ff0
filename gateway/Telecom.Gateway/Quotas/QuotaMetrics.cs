using System.Diagnostics.Metrics;

namespace Telecom.Gateway.Quotas;

/// <summary>What is refused by quotas. The only label is the kind of the quota: whose it was is in the log and in the answer.</summary>
internal sealed class QuotaMetrics
{
    private readonly Counter<long> _refused;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Factory of the meter.</param>
    public QuotaMetrics(IMeterFactory meters) => _refused = meters.Create(GatewayMetrics.MeterName)
        .CreateCounter<long>("telecom.gateway.quota.refused", "{request}", "Requests refused by a quota, by its kind.");

    /// <summary>A request was refused.</summary>
    /// <param name="quota">Name of the option that sets the quota.</param>
    public void Refused(string quota) => _refused.Add(1, new KeyValuePair<string, object?>("quota", quota));
}
