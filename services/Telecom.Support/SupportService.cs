using Grpc.Core;
using Microsoft.Extensions.Options;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Contracts;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Time;
using Telecom.Storage;
using Telecom.Support.Cases;
using Telecom.Support.Plans;
using Telecom.Support.V1;

namespace Telecom.Support;

/// <summary>The gRPC surface: checks tenancy, calls the store, reads the clocks.</summary>
internal sealed partial class SupportService(
    CaseStore cases,
    ICatalogDirectory catalog,
    PlanSeverities severities,
    IOptions<SupportOptions> options,
    SupportMetrics metrics,
    TimeProvider timeProvider,
    ILogger<SupportService> logger) : V1.SupportService.SupportServiceBase
{
    /// <inheritdoc/>
    public override async Task<OpenCaseResponse> OpenCase(OpenCaseRequest request, ServerCallContext context)
    {
        OpenCaseCheck check = OpenCaseCheck.Form(request);
        if (check.Customer is null)
        {
            throw RpcFailure.Invalid(check.Violations);
        }

        Caller caller = context.GetCaller();
        _ = caller.RequireOwn(request.Parent, "", "parent");
        return new OpenCaseResponse { Case = await StoreAsync(() => OpenAsync(check, check.Customer, caller, context.CancellationToken)) };
    }

    /// <inheritdoc/>
    public override async Task<GetCaseResponse> GetCase(GetCaseRequest request, ServerCallContext context)
    {
        string name = context.GetCaller().RequireOwn(request.Name, "cases", "name").ToString();
        CaseFacts facts = await StoreAsync(() => cases.FindAsync(name, context.CancellationToken)) ?? throw RpcFailure.NotFound(name);
        return new GetCaseResponse { Case = Read(facts, Snapshot()) };
    }

    /// <inheritdoc/>
    public override async Task<ListCasesResponse> ListCases(ListCasesRequest request, ServerCallContext context)
    {
        ResourceName parent = context.GetCaller().RequireOwn(request.Parent, "", "parent");
        CatalogSnapshot snapshot = Snapshot();
        RequireCustomer(snapshot, parent);
        CasePage page = CasePage.Read(request);

        // One more than asked for tells whether there is a next page.
        IReadOnlyList<CaseFacts> found = await StoreAsync(() => cases.ListAsync(parent, page.After, page.Size + 1, context.CancellationToken));
        var response = new ListCasesResponse();
        response.Cases.AddRange(found.Take(page.Size).Select(facts => Read(facts, snapshot)));
        response.NextPageToken = found.Count > page.Size ? CasePage.TokenAfter(found[page.Size - 1]) : "";
        return response;
    }

    private async ValueTask<Case> OpenAsync(OpenCaseCheck check, ResourceName customer, Caller caller, CancellationToken cancellationToken)
    {
        // A repeated request is answered even when the catalogue has changed since, or cannot be read.
        CaseRequested? requested = check.RequestId is { } known ? await cases.FindRequestAsync(customer, known, cancellationToken) : null;
        bool repeated = requested is not null;
        if (!repeated)
        {
            CatalogSnapshot snapshot = Snapshot();
            RequireCustomer(snapshot, customer);
            check.Against(snapshot, severities, timeProvider.Now());
        }

        if (check.RequestId is not { } requestId || (!repeated && check.Violations.Count > 0))
        {
            throw RpcFailure.Invalid(check.Violations);
        }

        requested ??= await cases.RequestAsync(
            customer, requestId, new CaseRequested(check.Content, timeProvider.Now().Microseconds, caller.Subject), cancellationToken);
        if (requested.Content != check.Content)
        {
            throw RpcFailure.AlreadyExists($"The case of request_id {requestId} of {customer}");
        }

        CaseFacts facts = await cases.OpenAsync(customer, requestId, requested, cancellationToken);
        metrics.Opened(repeated);
        Log.Opened(logger, facts.Name, facts.Content.Severity, repeated);
        return Read(facts, catalog.Current);
    }

    private Case Read(CaseFacts facts, CatalogSnapshot? snapshot)
    {
        IReadOnlyList<CaseClock>? clocks = snapshot is null
            ? null
            : severities.Of(snapshot, facts.Content.Subscription, new UtcInstant(facts.ReportedAtUs))
                .FirstOrDefault(severity => severity.Level == facts.Content.Severity)?.Clocks;
        if (clocks is null)
        {
            Log.NoClocks(logger, facts.Name, facts.Content.Subscription, facts.Content.Severity);
        }

        return CaseMapping.ToProto(facts, CaseClocks.Read(facts, clocks ?? [], timeProvider.Now()));
    }

    private CatalogSnapshot Snapshot() => catalog.Current ?? throw RpcFailure.Unavailable(
        ErrorReason.DependencyUnavailable, "The catalogue is not known yet.", options.Value.RetryAfter);

    private static void RequireCustomer(CatalogSnapshot snapshot, ResourceName customer)
    {
        if (!snapshot.Customers.Any(known => known.Name == customer.CustomerName))
        {
            throw RpcFailure.NotFound(customer.CustomerName);
        }
    }

    private static async ValueTask<T> StoreAsync<T>(Func<ValueTask<T>> action)
    {
        try
        {
            return await action();
        }
        catch (StoreUnavailableException exception)
        {
            throw RpcFailure.Unavailable(ErrorReason.StoreUnavailable, "The case store cannot be used now.", exception.RetryAfter, exception);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4101, LogLevel.Information, "{Case} of severity {Severity} opened; repeated request: {Repeated}")]
        public static partial void Opened(ILogger logger, string @case, string severity, bool repeated);

        [LoggerMessage(4102, LogLevel.Error, "{Case} is shown without clocks: the catalogue has no promise of {Subscription} for severity {Severity}")]
        public static partial void NoClocks(ILogger logger, string @case, string subscription, string severity);
    }
}
