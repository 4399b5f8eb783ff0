using Grpc.Core;
using Grpc.Core.Interceptors;

namespace Telecom.Hosting;

/// <summary>One piece of code around all four kinds of server calls.</summary>
internal abstract class ServerCallInterceptor : Interceptor
{
    /// <inheritdoc/>
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        TResponse? response = null;
        await InvokeAsync(context, async () => response = await continuation(request, context));
        return response ?? throw NoResponse(context);
    }

    /// <inheritdoc/>
    public override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context, ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        TResponse? response = null;
        await InvokeAsync(context, async () => response = await continuation(requestStream, context));
        return response ?? throw NoResponse(context);
    }

    /// <inheritdoc/>
    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        InvokeAsync(context, () => continuation(request, responseStream, context));

    /// <inheritdoc/>
    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream,
        IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        InvokeAsync(context, () => continuation(requestStream, responseStream, context));

    /// <summary>Runs the call, or refuses it by throwing.</summary>
    protected abstract Task InvokeAsync(ServerCallContext context, Func<Task> call);

    private static InvalidOperationException NoResponse(ServerCallContext context) => new($"The handler of {context.Method} returned no response.");
}
