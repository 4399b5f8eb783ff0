using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<(string Service, string Address), Lazy<GrpcChannel>> _channels = new();
    private readonly IOptionsMonitor<BackendOptions> _options;
    private readonly ApiOptions _api;
    private readonly TimeProvider _timeProvider;

    /// <summary>Makes the clients; they connect when they are first used.</summary>
    public BackendClients(
        IOptionsMonitor<ServiceEndpoint> endpoints, IOptionsMonitor<BackendOptions> options, IOptions<ApiOptions> api, TimeProvider timeProvider)
    {
        (_options, _api, _timeProvider) = (options, api.Value, timeProvider);
        Catalog = new CatalogService.CatalogServiceClient(Open(endpoints, ServiceNames.Catalog));
        FollowingInvoker sla = Open(endpoints, ServiceNames.Sla);
        Sla = new SlaService.SlaServiceClient(sla);
        Statements = new StatementService.StatementServiceClient(sla);
        Outages = new OutageService.OutageServiceClient(sla);
        Ledger = new LedgerService.LedgerServiceClient(sla);
        FollowingInvoker support = Open(endpoints, ServiceNames.Support);
        Support = new SupportService.SupportServiceClient(support);
        Webhooks = new WebhookService.WebhookServiceClient(support);
    }

    /// <summary>Contracts, customers, subscriptions, circuits, agents and keys.</summary>
    public CatalogService.CatalogServiceClient Catalog { get; }

    /// <summary>Statuses.</summary>
    public SlaService.SlaServiceClient Sla { get; }

    /// <summary>Statements.</summary>
    public StatementService.StatementServiceClient Statements { get; }

    /// <summary>Outages.</summary>
    public OutageService.OutageServiceClient Outages { get; }

    /// <summary>Exclusions and claims.</summary>
    public LedgerService.LedgerServiceClient Ledger { get; }

    /// <summary>Cases.</summary>
    public SupportService.SupportServiceClient Support { get; }

    /// <summary>Webhooks.</summary>
    public WebhookService.WebhookServiceClient Webhooks { get; }

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
        return new CallOptions(headers, (_timeProvider.GetUtcNow() + _options.CurrentValue.CallDeadline).UtcDateTime, context.RequestAborted);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Lazy<GrpcChannel> channel in _channels.Values)
        {
            channel.Value.Dispose();
        }
    }

    /// <summary>
    /// Calls go where the service is at the time. A channel to an address that it had before stays open for the calls that run on it; an idle
    /// one holds no connection.
    /// </summary>
    private FollowingInvoker Open(IOptionsMonitor<ServiceEndpoint> endpoints, string service) => new FollowingInvoker(() => _channels
        .GetOrAdd((service, endpoints.Get(service).Address), at => new Lazy<GrpcChannel>(() => BackendChannel.Open(
            at.Address, _options.CurrentValue.ConnectTimeout, BackendRetries.Of(_api, Backends.Public[at.Service]))))
        .Value.CreateCallInvoker());
}
