using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Options;
using Telecom.Catalog.V1;
using Telecom.Gateway.Errors;
using Telecom.Gateway.Identity;
using Telecom.Gateway.Proxy;
using Telecom.Hosting;
using Telecom.Sla.V1;
using Telecom.Support.V1;

namespace Telecom.Gateway.Api;

/// <summary>
/// The services as the JSON API calls them: each call carries the token of its caller, so that the services decide about access and
/// tenancy exactly as for gRPC. The gateway's own token is never used for a caller's request.
/// </summary>
internal sealed class BackendClients : IDisposable
{
    private readonly List<GrpcChannel> _channels = [];
    private readonly BackendOptions _options;
    private readonly TimeProvider _timeProvider;

    /// <summary>Makes the clients; they connect when they are first used.</summary>
    public BackendClients(IOptionsMonitor<ServiceEndpoint> endpoints, IOptions<BackendOptions> options, TimeProvider timeProvider)
    {
        (_options, _timeProvider) = (options.Value, timeProvider);
        Catalog = new CatalogService.CatalogServiceClient(Open(endpoints.Get(ServiceNames.Catalog)));
        Sla = new SlaService.SlaServiceClient(Open(endpoints.Get(ServiceNames.Sla)));
        Support = new SupportService.SupportServiceClient(Open(endpoints.Get(ServiceNames.Support)));
    }

    /// <summary>Customers and circuits.</summary>
    public CatalogService.CatalogServiceClient Catalog { get; }

    /// <summary>Statuses.</summary>
    public SlaService.SlaServiceClient Sla { get; }

    /// <summary>Cases.</summary>
    public SupportService.SupportServiceClient Support { get; }

    /// <summary>How to call on behalf of a request: its caller's token, its correlation id, the deadline, its end.</summary>
    /// <param name="context">The request.</param>
    public CallOptions For(HttpContext context)
    {
        CallerIdentity identity = context.Features.Get<CallerIdentity>()
            ?? throw new InvalidOperationException("The endpoint does not require an identity.");
        var headers = new Metadata
        {
            { "authorization", $"Bearer {identity.Token}" },
            { CorrelationMiddleware.Header, context.GetCorrelationId() },
        };
        return new CallOptions(headers, (_timeProvider.GetUtcNow() + _options.CallDeadline).UtcDateTime, context.RequestAborted);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (GrpcChannel channel in _channels)
        {
            channel.Dispose();
        }
    }

    private GrpcChannel Open(ServiceEndpoint endpoint)
    {
        GrpcChannel channel = BackendChannel.Open(endpoint.Address, _options.ConnectTimeout);
        _channels.Add(channel);
        return channel;
    }
}
