using Grpc.Core;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Status;
using Telecom.Sla.V1;
using Telecom.Storage;

namespace Telecom.Sla.Outages;

/// <summary>The gRPC surface of outages: checks requests, asks, and maps.</summary>
internal sealed class OutageGrpcService(FactStore facts, OutageMapping mapping, OutageFeed feed, CatalogIndexSource catalog) : V1.OutageService.OutageServiceBase
{
    /// <summary>The name that means every customer, for provider staff and services.</summary>
    private const string Everybody = "customers/-";

    /// <inheritdoc/>
    public override Task<GetOutageResponse> GetOutage(GetOutageRequest request, ServerCallContext context) => Guard(async () =>
    {
        string name = context.GetCaller().RequireOwn(request.Name, "outages", "name").ToString();
        await facts.CatchUpAsync(context.CancellationToken);
        OutageFact outage = facts.Book.Outage(name) ?? throw RpcFailure.NotFound(name);
        return new GetOutageResponse { Outage = mapping.ToProto(outage, catalog.Current) };
    });

    /// <inheritdoc/>
    public override Task<ListOutagesResponse> ListOutages(ListOutagesRequest request, ServerCallContext context) => Guard(async () =>
    {
        List<FieldViolation> violations = [.. NameViolations(request.Parent, "", "parent")];
        if (request.Circuit.Length > 0)
        {
            violations.AddRange(NameViolations(request.Circuit, "circuits", "circuit"));
        }

        if (request.Touching is { } range && range.EndUs < range.StartUs)
        {
            violations.Add(new FieldViolation("touching.end_us", $"{range.EndUs} is before start_us ({range.StartUs}); allowed is the start or later", "END_BEFORE_START"));
        }

        int size = Paging.SizeOf(request.PageSize, violations);
        string last = Paging.KeyOf(request.PageToken, ResourceName.IsId, violations);
        ThrowIfAny(violations);
        string parent = context.GetCaller().RequireOwn(request.Parent, "", "parent").ToString();
        CatalogIndex index = catalog.Current;
        if (!index.HasCustomer(parent))
        {
            throw RpcFailure.NotFound(parent);
        }

        await facts.CatchUpAsync(context.CancellationToken);
        IReadOnlyList<OutageFact> page = facts.Book.List(
            parent, last.Length == 0 ? "" : $"{parent}/outages/{last}", outage => IsAsked(outage, request), size + 1);
        ListOutagesResponse response = new();
        OutageRecord[] shown = [.. page.Take(size).Select(outage => mapping.ToProto(outage, index))];
        int fit = MessageSize.Fit(shown);
        response.Outages.AddRange(shown.Take(fit));
        response.NextPageToken = page.Count > fit ? Paging.TokenOf(page[fit - 1].Name[(page[fit - 1].Name.LastIndexOf('/') + 1)..]) : "";
        return response;
    });

    /// <inheritdoc/>
    public override Task WatchOutageEvents(
        WatchOutageEventsRequest request, IServerStreamWriter<WatchOutageEventsResponse> responseStream, ServerCallContext context) => Guard(async () =>
    {
        Caller caller = context.GetCaller();
        bool all = request.Parent == Everybody;
        List<FieldViolation> violations = all ? [] : [.. NameViolations(request.Parent, "", "parent")];
        if (request.AfterPosition < -1)
        {
            violations.Add(new FieldViolation(
                "after_position", $"{request.AfterPosition} is not allowed: a position, 0 (from the beginning) or -1 (from now on)", "OUT_OF_RANGE"));
        }

        ThrowIfAny(violations);
        if (all && !caller.IsProvider)
        {
            throw RpcFailure.NotFound(request.Parent);
        }

        string? customer = all ? null : caller.RequireOwn(request.Parent, "", "parent").ToString();
        if (customer is not null && !catalog.Current.HasCustomer(customer))
        {
            throw RpcFailure.NotFound(customer);
        }

        await feed.SendAsync(customer, request.AfterPosition, responseStream, context.CancellationToken);
        return true;
    });

    /// <summary>What is wrong with a name; nothing when it is right.</summary>
    internal static IEnumerable<FieldViolation> NameViolations(string name, string collection, string field) =>
        ResourceName.TryParse(name, collection, out _) ? [] : [Caller.NameViolation(name, collection, field)];

    /// <summary>Refuses a request with everything that is wrong with it.</summary>
    internal static void ThrowIfAny(List<FieldViolation> violations)
    {
        if (violations.Count > 0)
        {
            throw RpcFailure.Invalid(violations);
        }
    }

    /// <summary>Turns a store that is away into the answer to come back.</summary>
    internal static async Task<T> Guard<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (StoreUnavailableException exception)
        {
            throw RpcFailure.Unavailable(
                ErrorReason.StoreUnavailable, "The store of outages cannot be used now; the same request may succeed later.", exception.RetryAfter, exception);
        }
    }

    private static bool IsAsked(OutageFact outage, ListOutagesRequest request) =>
        (request.Circuit.Length == 0 || outage.Circuit == request.Circuit)
        && (request.Touching is not { } range || (outage.StartUs < range.EndUs && (outage.Ongoing || outage.EndUs > range.StartUs)));
}
