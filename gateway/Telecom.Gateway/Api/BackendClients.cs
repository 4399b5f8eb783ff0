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
    /// <summary>A token is valid at least a minute longer than its request's start; one that has been used for this time is replaced.</summary>
    private static readonly TimeSpan TokenUse = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<(string Service, string Address), Lazy<GrpcChannel>> _channels = new();
    private readonly IOptionsMonitor<BackendOptions> _options;
    private readonly ApiOptions _api;
    private readonly ITokenIssuer _issuer;
    private readonly GatewayIdentityOptions _identity;
    private readonly TimeProvider _timeProvider;

    /// <summary>Makes the clients; they connect when they are first used.</summary>
    public BackendClients(
        IOptionsMonitor<ServiceEndpoint> endpoints,
        IOptionsMonitor<BackendOptions> options,
        IOptions<ApiOptions> api,
        ITokenIssuer issuer,
        IOptions<GatewayIdentityOptions> identity,
        TimeProvider timeProvider)
    {
        (_options, _api, _issuer, _identity, _timeProvider) = (options, api.Value, issuer, identity.Value, timeProvider);
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
        var headers = new Metadata
        {
            { "authorization", $"Bearer {TokenFor(context)}" },
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

    /// <summary>The token of the request; a fresh one when the request goes on for long, as a table of many pages does.</summary>
    private string TokenFor(HttpContext context)
    {
        CallerIdentity identity = context.Features.Get<CallerIdentity>()
            ?? throw new InvalidOperationException("The endpoint does not require an identity.");
        TokenInUse? known = context.Features.Get<TokenInUse>();
        if (known is null || _timeProvider.GetElapsedTime(known.Since) >= TokenUse)
        {
            string token = known is null ? identity.Token : _issuer.Issue(identity.Caller, _identity.TokenLifetime);
            known = new TokenInUse(token, _timeProvider.GetTimestamp());
            context.Features.Set(known);
        }

        return known.Token;
    }

    /// <summary>
    /// Calls go where the service is at the time. A channel to an address that it had before stays open for the calls that run on it; an idle
    /// one holds no connection.
    /// </summary>
    private FollowingInvoker Open(IOptionsMonitor<ServiceEndpoint> endpoints, string service) => new FollowingInvoker(() => _channels
        .GetOrAdd((service, endpoints.Get(service).Address), at => new Lazy<GrpcChannel>(() => BackendChannel.Open(
            at.Address, _options.CurrentValue.ConnectTimeout, BackendRetries.Of(_api, Backends.Public[at.Service]))))
        .Value.CreateCallInvoker());

    /// <summary>The token that a request's calls carry now.</summary>
    /// <param name="Token">The token, in compact form.</param>
    /// <param name="Since">Timestamp of its first use.</param>
    private sealed record TokenInUse(string Token, long Since);
}
