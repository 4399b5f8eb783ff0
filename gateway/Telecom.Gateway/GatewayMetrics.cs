using System.Diagnostics.Metrics;
using Telecom.Gateway.Identity.Credentials;

namespace Telecom.Gateway;

/// <summary>Instruments of the gateway; requests themselves are counted by the framework's own meters.</summary>
internal sealed class GatewayMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Telecom.Gateway";

    private readonly Counter<long> _refused;
    private readonly Counter<long> _identities;
    private readonly Counter<long> _backendFailures;
    private readonly Counter<long> _rechecks;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Factory of the meter.</param>
    public GatewayMetrics(IMeterFactory meters)
    {
        Meter meter = meters.Create(MeterName);
        _refused = meter.CreateCounter<long>("telecom.gateway.connections.refused", "{connection}", "Connections refused because too many were open.");
        _identities = meter.CreateCounter<long>("telecom.gateway.identities", "{request}", "Requests by how their identity was found.");
        _backendFailures = meter.CreateCounter<long>("telecom.gateway.backend.failures", "{request}", "Requests that a backend did not answer.");
        _rechecks = meter.CreateCounter<long>("telecom.gateway.credential.rechecks", "{credential}", "Credentials of calls under way that were checked again, by result.");
    }

    /// <summary>A connection was refused because too many were open.</summary>
    public void ConnectionRefused() => _refused.Add(1);

    /// <summary>A request's identity was settled.</summary>
    /// <param name="outcome">One of a closed set: "verified", "refused", "missing", "development", "unavailable".</param>
    public void IdentitySettled(string outcome) => _identities.Add(1, new KeyValuePair<string, object?>("outcome", outcome));

    /// <summary>A backend did not answer a request, or stopped in the middle of one.</summary>
    /// <param name="service">The service.</param>
    public void BackendFailed(string service) => _backendFailures.Add(1, new KeyValuePair<string, object?>("service", service));

    /// <summary>A credential of calls that are under way was checked again.</summary>
    /// <param name="standing">What was found.</param>
    public void CredentialRechecked(CredentialStanding standing) => _rechecks.Add(1, new KeyValuePair<string, object?>("result", standing switch
    {
        CredentialStanding.Good => "good",
        CredentialStanding.Refused => "refused",
        _ => "unknown",
    }));
}
