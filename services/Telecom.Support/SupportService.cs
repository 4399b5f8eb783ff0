using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Storage;
using Telecom.Support.Cases;
using Telecom.Support.Feed;
using Telecom.Support.Opening;
using Telecom.Support.Reports;
using Telecom.Support.Rules;
using Telecom.Support.Steps;
using Telecom.Support.V1;

namespace Telecom.Support;

/// <summary>The gRPC surface of cases: checks tenancy, reads requests, hands them on.</summary>
internal sealed class SupportService(
    CaseOpening opening,
    CaseCommands commands,
    CaseReading reading,
    CaseView view,
    FeedStreams feed,
    RulesReview review,
    Attainment attainment) : V1.SupportService.SupportServiceBase
{
    /// <inheritdoc/>
    public override async Task<OpenCaseResponse> OpenCase(OpenCaseRequest request, ServerCallContext context)
    {
        Caller caller = context.GetCaller();
        if (request.Parent.Length > 0)
        {
            // A malformed parent is reported with everything else that is wrong.
            _ = Telecom.Sla.Domain.Names.ResourceName.TryParse(request.Parent, "", out _) ? caller.RequireOwn(request.Parent, "", "parent") : null;
        }

        CaseOrigin origin = caller.IsProvider ? CaseOrigin.Staff : CaseOrigin.Customer;
        return await StoreAsync(async () =>
        {
            CaseRecord record = await opening.OpenAsync(request, caller.Subject, caller.Side(), origin, context.CancellationToken);
            return new OpenCaseResponse { Case = await reading.ShowAsync(record, caller.Side(), context.CancellationToken) };
        });
    }

    /// <inheritdoc/>
    public override async Task<GetCaseResponse> GetCase(GetCaseRequest request, ServerCallContext context)
    {
        Caller caller = context.GetCaller();
        string name = caller.RequireOwn(request.Name, "cases", "name").ToString();
        return await StoreAsync(async () => new GetCaseResponse { Case = await reading.GetAsync(name, caller.Side(), context.CancellationToken) });
    }

    /// <inheritdoc/>
    public override async Task<ListCasesResponse> ListCases(ListCasesRequest request, ServerCallContext context)
    {
        Caller caller = context.GetCaller();
        return await StoreAsync(() => reading.ListAsync(caller.RequireParent(request.Parent), request, caller.Side(), context.CancellationToken));
    }

    /// <inheritdoc/>
    public override async Task<UpdateCaseResponse> UpdateCase(UpdateCaseRequest request, ServerCallContext context)
    {
        Caller caller = context.GetCaller();
        string name = caller.RequireOwn(request.Case?.Name ?? "", "cases", "case.name").ToString();
        StepOrder order = UpdateReader.Read(request, name, caller, reading.Catalog);
        return await StoreAsync(async () =>
        {
            StepResult result = await commands.TakeAsync(order, context.CancellationToken);
            return new UpdateCaseResponse { Case = view.Of(result.Record, result.Rules, caller.Side()) };
        });
    }

    /// <inheritdoc/>
    public override async Task<ChangeCaseResponse> ChangeCase(ChangeCaseRequest request, ServerCallContext context)
    {
        Caller caller = context.GetCaller();
        Sla.Domain.Names.ResourceName name = caller.RequireOwn(request.Name, "cases", "name");
        List<FieldViolation> violations = [];
        Guid? requestId = request.ValidateOnly && request.RequestId.Length == 0 ? null : Fields.RequestId(request.RequestId, violations);
        (CaseStep step, CaseStepData data) = StepReader.Read(request.Change, name.Customer, caller.Side(), violations);
        if (violations.Count > 0)
        {
            throw RpcFailure.Invalid(violations);
        }

        var order = new StepOrder(name.ToString(), step, data, caller.Subject)
        {
            Etag = request.Etag,
            RequestId = requestId,
            ValidateOnly = request.ValidateOnly,
        };
        return await StoreAsync(async () =>
        {
            StepResult result = await commands.TakeAsync(order, context.CancellationToken);
            var response = new ChangeCaseResponse { Case = view.Of(result.Record, result.Rules, caller.Side()) };
            response.Effects.AddRange(result.Effects);
            return response;
        });
    }

    /// <inheritdoc/>
    public override async Task<ListCaseEventsResponse> ListCaseEvents(ListCaseEventsRequest request, ServerCallContext context)
    {
        Caller caller = context.GetCaller();
        string name = caller.RequireOwn(request.Parent, "cases", "parent").ToString();
        return await StoreAsync(() => reading.EventsAsync(name, request, caller.Side(), context.CancellationToken));
    }

    /// <inheritdoc/>
    public override async Task WatchCaseEvents(WatchCaseEventsRequest request, IServerStreamWriter<WatchCaseEventsResponse> responseStream, ServerCallContext context)
    {
        Caller caller = context.GetCaller();
        string? customer = caller.RequireParent(request.Parent)?.Customer;
        _ = await StoreAsync(async () =>
        {
            await feed.SendAsync(customer, request, caller.IsProvider, responseStream, context.CancellationToken);
            return new Empty();
        });
    }

    /// <inheritdoc/>
    public override async Task<PreviewRulesResponse> PreviewRules(PreviewRulesRequest request, ServerCallContext context)
    {
        string? customer = context.GetCaller().RequireParent(request.Parent)?.Customer;
        return await StoreAsync(() => review.PreviewAsync(customer, request, context.CancellationToken));
    }

    /// <inheritdoc/>
    public override async Task<ApplyRulesResponse> ApplyRules(ApplyRulesRequest request, ServerCallContext context)
    {
        Caller caller = context.GetCaller();
        string? customer = caller.RequireParent(request.Parent)?.Customer;
        return await StoreAsync(() => review.ApplyAsync(customer, request, caller, context.CancellationToken));
    }

    /// <inheritdoc/>
    public override async Task<GetAttainmentResponse> GetAttainment(GetAttainmentRequest request, ServerCallContext context)
    {
        string? customer = context.GetCaller().RequireParent(request.Parent)?.Customer;
        return await StoreAsync(() => attainment.GetAsync(customer, request, context.CancellationToken));
    }

    /// <inheritdoc/>
    public override async Task<ListAttainmentCasesResponse> ListAttainmentCases(ListAttainmentCasesRequest request, ServerCallContext context)
    {
        string? customer = context.GetCaller().RequireParent(request.Parent)?.Customer;
        return await StoreAsync(() => attainment.ListAsync(customer, request, context.CancellationToken));
    }

    private static async Task<T> StoreAsync<T>(Func<ValueTask<T>> action)
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
}
