using System.Diagnostics;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Telecom.Hosting;

/// <summary>Attaches this service's own token and the trace (W3C Trace Context) to every call, and a deadline to unary calls that set none.</summary>
internal sealed class ServiceCallInterceptor(ServiceToken token, TimeSpan deadline, TimeProvider clock) : Interceptor
{
    /// <inheritdoc/>
    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, Prepare(context, unary: true));

    /// <inheritdoc/>
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, Prepare(context, unary: true));

    /// <inheritdoc/>
    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(request, Prepare(context, unary: false));

    /// <inheritdoc/>
    public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncClientStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(Prepare(context, unary: false));

    /// <inheritdoc/>
    public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context, AsyncDuplexStreamingCallContinuation<TRequest, TResponse> continuation) =>
        continuation(Prepare(context, unary: false));

    private ClientInterceptorContext<TRequest, TResponse> Prepare<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context, bool unary)
        where TRequest : class
        where TResponse : class
    {
        // The caller's own metadata object is not touched: it may be used for other calls.
        Metadata headers = [];
        foreach (Metadata.Entry entry in context.Options.Headers ?? [])
        {
            headers.Add(entry);
        }

        headers.Add("authorization", $"Bearer {token.Current()}");
        if (Activity.Current is { IdFormat: ActivityIdFormat.W3C, Id: { } span } activity)
        {
            headers.Add("traceparent", span);
            if (activity.TraceStateString is { Length: > 0 } state)
            {
                headers.Add("tracestate", state);
            }
        }

        CallOptions options = context.Options.WithHeaders(headers);
        if (unary && options.Deadline is null)
        {
            options = options.WithDeadline(clock.GetUtcNow().UtcDateTime + deadline);
        }

        return new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, options);
    }
}
