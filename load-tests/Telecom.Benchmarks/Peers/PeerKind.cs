namespace Telecom.Benchmarks.Peers;

/// <summary>A system to compare with, and how it is started and fed.</summary>
/// <param name="Name">Name for people.</param>
/// <param name="Program">Its program, which is the name of its Debian package too.</param>
/// <param name="Form">How it is given points.</param>
/// <param name="Path">Path that takes them.</param>
/// <param name="Ready">Path that answers 200 when it is ready.</param>
/// <param name="Senders">Requests at a time. Prometheus gets one after the other, since it takes samples of a series in the order of time best.</param>
internal sealed record PeerKind(string Name, string Program, BodyForm Form, string Path, string Ready, int Senders)
{
    /// <summary>VictoriaMetrics, InfluxDB lines.</summary>
    public static PeerKind VictoriaInflux { get; } =
        new("VictoriaMetrics, Influx lines", "victoria-metrics", BodyForm.InfluxLines, "/write?precision=ms", "/health", 2);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<PeerKind> All { get; } =
    [
        VictoriaInflux,
        new("VictoriaMetrics, remote write", "victoria-metrics", BodyForm.RemoteWrite, "/api/v1/write", "/health", 2),
        new("Prometheus, remote write", "prometheus", BodyForm.RemoteWrite, "/api/v1/write", "/-/ready", 1),
    ];

    /// <summary>True for Prometheus, whose storage is set up by a file.</summary>
    public bool IsPrometheus => Program == "prometheus";
}
