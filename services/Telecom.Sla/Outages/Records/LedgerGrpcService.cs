using System.Globalization;
using Grpc.Core;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Status;
using Telecom.Sla.V1;

namespace Telecom.Sla.Outages.Records;

/// <summary>The gRPC surface of exclusions and claims: checks requests, records, and maps.</summary>
internal sealed class LedgerGrpcService(FactStore facts, RecordStore records, RecordMapping mapping, ContractLedger ledger, CatalogIndexSource catalog)
    : V1.LedgerService.LedgerServiceBase
{
    /// <inheritdoc/>
    public override Task<CreateExclusionResponse> CreateExclusion(CreateExclusionRequest request, ServerCallContext context) => OutageGrpcService.Guard(async () =>
    {
        ExclusionCheck check = ExclusionCheck.Form(request);
        Caller caller = RequireReach(check.Customer, request.Parent, context);
        OutageGrpcService.ThrowIfAny(check.Violations);
        string name = await NameAsync(request.Parent, "exclusions", 'x', check.RequestId!.Value, context);
        if (facts.Book.Exclusion(name) is { } known && known.Fact.RequestSha256 == check.Hash)
        {
            // A repeated request is answered even when the outage or the catalogue has changed since.
            return new CreateExclusionResponse { Exclusion = RecordMapping.ToProto(known) };
        }

        ExclusionFact fact = check.Against(facts.Book, catalog.Current, ledger, caller.Subject, records.Now);
        return new CreateExclusionResponse { Exclusion = RecordMapping.ToProto(await records.AddAsync(name, fact, context.CancellationToken)) };
    });

    /// <inheritdoc/>
    public override Task<DecideExclusionResponse> DecideExclusion(DecideExclusionRequest request, ServerCallContext context) => OutageGrpcService.Guard(async () =>
    {
        List<FieldViolation> violations = [.. OutageGrpcService.NameViolations(request.Name, "exclusions", "name")];
        if (request.Status is not (ExclusionStatus.Approved or ExclusionStatus.Rejected))
        {
            violations.Add(new FieldViolation("status", $"{(int)request.Status} is not allowed: EXCLUSION_STATUS_APPROVED or EXCLUSION_STATUS_REJECTED", "NO_DECISION"));
        }

        RecordRequests.Text(request.Reason, 1, RecordRequests.MaxText, "reason", violations);
        OutageGrpcService.ThrowIfAny(violations);
        Caller caller = context.GetCaller();
        string name = caller.RequireOwn(request.Name, "exclusions", "name").ToString();
        await facts.CatchUpAsync(context.CancellationToken);
        string status = request.Status == ExclusionStatus.Approved ? ExclusionState.Approved : ExclusionState.Rejected;
        ExclusionDecided decided = new(status, request.Reason, caller.Subject, records.Now.Microseconds);
        ExclusionState state = await records.DecideAsync(name, before => RequireEtag(before, request.Etag), decided, context.CancellationToken);
        return new DecideExclusionResponse { Exclusion = RecordMapping.ToProto(state) };
    });

    /// <inheritdoc/>
    public override Task<GetExclusionResponse> GetExclusion(GetExclusionRequest request, ServerCallContext context) => OutageGrpcService.Guard(async () =>
    {
        string name = context.GetCaller().RequireOwn(request.Name, "exclusions", "name").ToString();
        await facts.CatchUpAsync(context.CancellationToken);
        return new GetExclusionResponse { Exclusion = RecordMapping.ToProto(facts.Book.Exclusion(name) ?? throw RpcFailure.NotFound(name)) };
    });

    /// <inheritdoc/>
    public override Task<ListExclusionsResponse> ListExclusions(ListExclusionsRequest request, ServerCallContext context) => OutageGrpcService.Guard(async () =>
    {
        ListPage page = ListPage.Read(request.Parent, request.Outage, request.PageSize, request.PageToken);
        string parent = await ParentAsync(request.Parent, context);
        (IReadOnlyList<ExclusionState> found, string next) = page.Of(
            facts.Book.ExclusionsOf(parent).Where(one => request.Outage.Length == 0 || one.Fact.Outages.Contains(request.Outage)), one => one.Place);
        ListExclusionsResponse response = new() { NextPageToken = next };
        response.Exclusions.AddRange(found.Select(RecordMapping.ToProto));
        return response;
    });

    /// <inheritdoc/>
    public override Task<FileClaimResponse> FileClaim(FileClaimRequest request, ServerCallContext context) => OutageGrpcService.Guard(async () =>
    {
        ClaimCheck check = ClaimCheck.Form(request);
        Caller caller = RequireReach(check.Customer, request.Parent, context);
        OutageGrpcService.ThrowIfAny(check.Violations);
        string name = await NameAsync(request.Parent, "claims", 'm', check.RequestId!.Value, context);
        CatalogIndex index = catalog.Current;
        if (facts.Book.Claim(name) is { } known && known.Fact.RequestSha256 == check.Hash)
        {
            return new FileClaimResponse { Claim = mapping.ToProto(known, index) };
        }

        ClaimFact fact = check.Against(facts.Book, index, caller.Subject, records.Now);
        return new FileClaimResponse { Claim = mapping.ToProto(await records.AddAsync(name, fact, context.CancellationToken), index) };
    });

    /// <inheritdoc/>
    public override Task<GetClaimResponse> GetClaim(GetClaimRequest request, ServerCallContext context) => OutageGrpcService.Guard(async () =>
    {
        string name = context.GetCaller().RequireOwn(request.Name, "claims", "name").ToString();
        await facts.CatchUpAsync(context.CancellationToken);
        return new GetClaimResponse { Claim = mapping.ToProto(facts.Book.Claim(name) ?? throw RpcFailure.NotFound(name), catalog.Current) };
    });

    /// <inheritdoc/>
    public override Task<ListClaimsResponse> ListClaims(ListClaimsRequest request, ServerCallContext context) => OutageGrpcService.Guard(async () =>
    {
        ListPage page = ListPage.Read(request.Parent, request.Outage, request.PageSize, request.PageToken);
        string parent = await ParentAsync(request.Parent, context);
        (IReadOnlyList<ClaimState> found, string next) = page.Of(
            facts.Book.ClaimsOf(parent).Where(one => request.Outage.Length == 0 || one.Fact.Outage == request.Outage), one => one.Place);
        CatalogIndex index = catalog.Current;
        ListClaimsResponse response = new() { NextPageToken = next };
        response.Claims.AddRange(found.Select(one => mapping.ToProto(one, index)));
        return response;
    });

    /// <summary>The caller. One that names another customer hears that alone, and nothing of what else is wrong.</summary>
    private static Caller RequireReach(ResourceName? customer, string parent, ServerCallContext context)
    {
        Caller caller = context.GetCaller();
        _ = customer is null ? null : caller.RequireOwn(parent, "", "parent");
        return caller;
    }

    private static void RequireEtag(ExclusionState state, string etag)
    {
        string current = state.Version.ToString(CultureInfo.InvariantCulture);
        if (etag.Length > 0 && etag != current)
        {
            throw RpcFailure.Aborted(
                ErrorReason.VersionConflict,
                $"{state.Name} has the etag \"{current}\", not \"{etag}\"; read it again.",
                new Dictionary<string, string> { ["resource"] = state.Name, ["etag"] = current, ["sent"] = etag });
        }
    }

    private async ValueTask<string> ParentAsync(string sent, ServerCallContext context)
    {
        string parent = context.GetCaller().RequireOwn(sent, "", "parent").ToString();
        if (!catalog.Current.HasCustomer(parent))
        {
            throw RpcFailure.NotFound(parent);
        }

        await facts.CatchUpAsync(context.CancellationToken);
        return parent;
    }

    /// <summary>The name that a request's record has: the same request_id has the same one.</summary>
    private async ValueTask<string> NameAsync(string parent, string collection, char letter, Guid request, ServerCallContext context) =>
        $"{await ParentAsync(parent, context)}/{collection}/{OutageId.OfRequest(letter, request)}";
}
