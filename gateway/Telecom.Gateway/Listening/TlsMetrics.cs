using System.Diagnostics.Metrics;

namespace Telecom.Gateway.Listening;

/// <summary>Instruments of the TLS port; handshakes themselves are counted by the framework's own meters.</summary>
internal sealed class TlsMetrics
{
    private readonly Counter<long> _clients;
    private Func<double?> _timeLeft = () => null;

    /// <summary>Makes the instruments.</summary>
    /// <param name="meters">Factory of the meter.</param>
    public TlsMetrics(IMeterFactory meters)
    {
        Meter meter = meters.Create(GatewayMetrics.MeterName);
        _clients = meter.CreateCounter<long>("telecom.gateway.client_certificates", "{certificate}", "Certificates that clients showed, by whether they were accepted.");
        _ = meter.CreateObservableGauge(
            "telecom.gateway.certificate.time_left",
            () => _timeLeft() is { } seconds ? [new Measurement<double>(seconds)] : Array.Empty<Measurement<double>>(),
            "s",
            "Time until the server's certificate in force ends; negative once it has ended.");
    }

    /// <summary>Says where the time left is known.</summary>
    /// <param name="timeLeft">Seconds; null while there is no certificate.</param>
    public void ShowTimeLeft(Func<double?> timeLeft) => _timeLeft = timeLeft;

    /// <summary>A client's certificate was judged.</summary>
    /// <param name="outcome">One of a closed set: "accepted", "refused", "revoked", "missing".</param>
    public void ClientJudged(string outcome) => _clients.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
}
