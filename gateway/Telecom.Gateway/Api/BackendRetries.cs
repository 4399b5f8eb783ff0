using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client.Configuration;
using RpcMethodName = Grpc.Net.Client.Configuration.MethodName;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace Telecom.Gateway.Api;

/// <summary>Which calls to a service may be repeated when it is away: reads, and writes that carry a request id, which are done once however often they come.</summary>
internal static class BackendRetries
{
    private const string RequestId = "request_id";

    /// <summary>The configuration of a channel.</summary>
    /// <param name="options">How often, and how long between.</param>
    /// <param name="services">The services that it is for.</param>
    public static ServiceConfig Of(ApiOptions options, params IEnumerable<ServiceDescriptor> services)
    {
        var config = new ServiceConfig();
        if (options.CallAttempts < 2)
        {
            return config;
        }

        var method = new MethodConfig
        {
            RetryPolicy = new RetryPolicy
            {
                MaxAttempts = options.CallAttempts,
                InitialBackoff = options.RetryBackoff,
                MaxBackoff = options.RetryBackoff * 8,
                BackoffMultiplier = 2,
                RetryableStatusCodes = { StatusCode.Unavailable },
            },
        };
        foreach (MethodDescriptor call in services.SelectMany(service => service.Methods).Where(MayBeRepeated))
        {
            method.Names.Add(new RpcMethodName { Service = call.Service.FullName, Method = call.Name });
        }

        config.MethodConfigs.Add(method);
        return config;
    }

    /// <summary>True for a call that does no harm when it is made again.</summary>
    /// <param name="call">The method.</param>
    public static bool MayBeRepeated(MethodDescriptor call) =>
        !call.IsClientStreaming && !call.IsServerStreaming
        && (call.Name.StartsWith("Get", StringComparison.Ordinal)
            || call.Name.StartsWith("List", StringComparison.Ordinal)
            || call.InputType.FindFieldByName(RequestId) is not null);
}
