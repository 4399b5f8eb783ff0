using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Telecom.Ingestion.Tests.Support;

/// <summary>Gives every unary call a deadline, so that a test fails where it would hang.</summary>
internal sealed class DeadlineInterceptor : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        DateTime deadline = TimeProvider.System.GetUtcNow().UtcDateTime + Bound.Limit;
        return continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, context.Options.WithDeadline(deadline)));
    }
}
