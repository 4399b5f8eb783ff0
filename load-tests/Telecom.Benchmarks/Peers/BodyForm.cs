namespace Telecom.Benchmarks.Peers;

/// <summary>How points are written.</summary>
internal enum BodyForm
{
    /// <summary>InfluxDB line protocol: a line for a circuit's second, three fields.</summary>
    InfluxLines,

    /// <summary>Prometheus remote write 0.1: a series per circuit and metric.</summary>
    RemoteWrite,
}
