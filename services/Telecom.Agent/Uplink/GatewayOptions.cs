namespace Telecom.Agent.Uplink;

/// <summary>Where samples are sent, and how the connection is kept.</summary>
internal sealed record GatewayOptions
{
    /// <summary>Address of the gateway, http (HTTP/2 without TLS) or https.</summary>
    public required Uri Address { get; init; }

    /// <summary>Where the agent's key is.</summary>
    public required ApiKeySource ApiKey { get; init; }

    /// <summary>PEM file with the certificates of the authorities that the gateway's certificate may come from; null means the system's.</summary>
    public string? CertificateAuthority { get; init; }

    /// <summary>Longest time to connect, 100 ms to 10 minutes, default 10 s.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time from Hello to Welcome, 100 ms to 10 minutes, default 15 s.</summary>
    public TimeSpan WelcomeTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Bound of the first random wait after a lost stream, 10 ms to 1 hour, default 500 ms. It doubles with each attempt.</summary>
    public TimeSpan ReconnectInitial { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Bound of every random wait, 10 ms to 1 day, default 60 s.</summary>
    public TimeSpan ReconnectMaximum { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Wait after a refusal that trying again does not change by itself (key, name, rights), 10 ms to 1 day, default 60 s.</summary>
    public TimeSpan RefusedRetry { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Longest time that a clean stop waits for the last acknowledgement, 0 to 1 hour, default 10 s. What is not acknowledged stays in the spool.</summary>
    public TimeSpan StopWait { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Longest time that a drained or finished stream is waited for, 100 ms to 10 minutes, default 30 s.</summary>
    public TimeSpan FinishWait { get; init; } = TimeSpan.FromSeconds(30);
}
