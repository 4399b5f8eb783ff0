using System.Diagnostics;
using System.Diagnostics.Metrics;
using Grpc.Core;

namespace Telecom.Hosting;

/// <summary>
/// Duration and span of every served call, after the OpenTelemetry conventions for RPC: rpc.server.call.duration in seconds with
/// rpc.method and rpc.response.status_code. Only known methods reach an interceptor, so the tags come from a closed set.
/// </summary>
internal sealed class RpcMetrics : IDisposable
{
    private readonly TimeProvider _clock;
    private readonly ActivitySource _source;
    private readonly Histogram<double> _duration;

    public RpcMetrics(IMeterFactory meters, ServiceIdentity identity, TimeProvider clock)
    {
        string name = ServiceNames.SourceName(identity.Name) + ".Rpc";
        _clock = clock;
        _source = new ActivitySource(name);
        _duration = meters.Create(name).CreateHistogram(
            "rpc.server.call.duration",
            unit: "s",
            description: "Duration of served calls",
            advice: new InstrumentAdvice<double>
            {
                HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60, 600, 3600],
            });
    }

    /// <summary>Begins to measure a call.</summary>
    public Call Begin(ServerCallContext context)
    {
        string method = context.Method.TrimStart('/');
        Activity? activity = null;
        if (_source.HasListeners())
        {
            // The web server's own span is not exported: the caller's is the parent, and without one this span begins the trace.
            Activity.Current = null;
            _ = ActivityContext.TryParse(HeaderOf(context, "traceparent"), HeaderOf(context, "tracestate"), isRemote: true, out ActivityContext parent);
            activity = _source.StartActivity(method, ActivityKind.Server, parent);
        }

        return new Call(this, method, activity);
    }

    /// <inheritdoc/>
    public void Dispose() => _source.Dispose();

    private static string? HeaderOf(ServerCallContext context, string name) =>
        context.RequestHeaders.FirstOrDefault(e => !e.IsBinary && e.Key == name)?.Value;

    /// <summary>A call under measurement.</summary>
    internal sealed class Call(RpcMetrics owner, string method, Activity? activity) : IDisposable
    {
        private readonly long _started = owner._clock.GetTimestamp();

        /// <summary>Records how the call ended.</summary>
        public void End(StatusCode code)
        {
            string status = StatusNames.NameOf(code);
            owner._duration.Record(
                owner._clock.GetElapsedTime(_started).TotalSeconds,
                new TagList { { "rpc.system.name", "grpc" }, { "rpc.method", method }, { "rpc.response.status_code", status } });
            activity?.SetTag("rpc.system.name", "grpc").SetTag("rpc.method", method).SetTag("rpc.response.status_code", status);
            if (code is StatusCode.Internal or StatusCode.Unknown or StatusCode.DataLoss or StatusCode.Unavailable)
            {
                activity?.SetStatus(ActivityStatusCode.Error);
            }
        }

        /// <inheritdoc/>
        public void Dispose() => activity?.Dispose();
    }
}
