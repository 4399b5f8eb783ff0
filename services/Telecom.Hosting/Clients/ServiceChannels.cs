using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Telecom.Hosting;

/// <summary>One channel per service address, shared by all clients of that service, and what every call on it gets.</summary>
internal sealed class ServiceChannels(
    IOptionsMonitor<ServiceEndpoint> endpoints, ServiceToken token, ILoggerFactory loggers, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<GrpcChannel>> _channels = new();
    private readonly ConcurrentDictionary<string, (ServiceEndpoint Endpoint, CallInvoker Invoker)> _invokers = new();

    /// <summary>How to call a service, wherever it is at the time of each call.</summary>
    public CallInvoker InvokerOf(string service) => new FollowingInvoker(() => InvokerNow(service));

    /// <summary>
    /// How to call a service where it is now. Channels to addresses that it had before stay open for the calls that run on them; idle ones
    /// hold no connection.
    /// </summary>
    private CallInvoker InvokerNow(string service)
    {
        // The monitor hands out the same object until the settings change.
        ServiceEndpoint endpoint = endpoints.Get(service);
        if (_invokers.TryGetValue(service, out (ServiceEndpoint Endpoint, CallInvoker Invoker) known) && known.Endpoint == endpoint)
        {
            return known.Invoker;
        }

        GrpcChannel channel = _channels.GetOrAdd(endpoint.Address, address => new Lazy<GrpcChannel>(() => Open(address))).Value;
        CallInvoker invoker = channel.Intercept(new ServiceCallInterceptor(token, endpoint.Deadline, clock));
        _invokers[service] = (endpoint, invoker);
        return invoker;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Lazy<GrpcChannel> channel in _channels.Values)
        {
            channel.Value.Dispose();
        }
    }

    private GrpcChannel Open(string address) => GrpcChannel.ForAddress(address, new GrpcChannelOptions
    {
        // The channel owns and disposes the handler.
        DisposeHttpClient = true,
        HttpHandler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            KeepAlivePingDelay = TimeSpan.FromSeconds(60),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            UseProxy = false,
            UseCookies = false,
            // The interceptor passes the trace on; a span of the HTTP layer in between would be a parent that nobody exports.
            ActivityHeadersPropagator = null,
        },
        LoggerFactory = loggers,
        MaxReceiveMessageSize = 64 * 1024 * 1024,
        ServiceConfig = RetryUnary(),
    });

    /// <summary>
    /// Unary calls that end UNAVAILABLE are tried again; every write of the suite is idempotent. Streams are not: they have their own
    /// protocol for going on where they were.
    /// </summary>
    private static ServiceConfig RetryUnary()
    {
        MethodConfig method = new()
        {
            RetryPolicy = new RetryPolicy
            {
                MaxAttempts = 4,
                InitialBackoff = TimeSpan.FromMilliseconds(100),
                MaxBackoff = TimeSpan.FromSeconds(1),
                BackoffMultiplier = 2,
                RetryableStatusCodes = { StatusCode.Unavailable },
            },
        };
        foreach (Google.Protobuf.Reflection.MethodDescriptor unary in SuiteServices.Descriptors
            .SelectMany(s => s.Methods).Where(m => !m.IsClientStreaming && !m.IsServerStreaming))
        {
            method.Names.Add(new MethodName { Service = unary.Service.FullName, Method = unary.Name });
        }

        return new ServiceConfig { MethodConfigs = { method } };
    }
}
