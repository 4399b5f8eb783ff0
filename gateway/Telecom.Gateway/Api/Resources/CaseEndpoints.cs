using System.ComponentModel.DataAnnotations;
using Google.Protobuf.WellKnownTypes;
using Telecom.Gateway.Api.Csv;
using Telecom.Gateway.Api.Models;
using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;
using Telecom.Support.V1;

namespace Telecom.Gateway.Api.Resources;

/// <summary>Support cases.</summary>
internal static class CaseEndpoints
{
    private const string Collection = "cases";

    /// <summary>Maps the operations.</summary>
    /// <param name="api">The group of the API.</param>
    public static void MapCases(this RouteGroupBuilder api)
    {
        RouteGroupBuilder cases = api.Resource("Cases");
        _ = cases.Read("/customers/{customer}/cases", "listCases", List);
        _ = cases.Read("/customers/{customer}/cases/{case}", "getCase", GetAsync);
        _ = cases.Read("/customers/{customer}/cases/{case}/events", "listCaseEvents", ListEventsAsync);
        _ = cases.Write<NewCaseModel>("/customers/{customer}/cases", "openCase", OpenAsync).WithMetadata(new TakesIdempotencyKey());
        _ = cases.Change<CasePatchModel>("/customers/{customer}/cases/{case}", "changeCase", ChangeAsync).WithMetadata(new TakesIdempotencyKey());
    }

    /// <summary>Cases of a customer, newest first; "-" as customer: of all, for provider staff.</summary>
    internal static TableResult<CaseListModel, CaseModel> List(
        HttpContext context,
        BackendClients clients,
        string customer,
        [Codes(typeof(CaseState))] string[]? states = null,
        string[]? severities = null,
        string? subscription = null,
        string? circuit = null,
        [Instant] string? dueBefore = null,
        [Range(1, 1000)] int? pageSize = null,
        string? pageToken = null)
    {
        return new(CsvTables.Cases, ReadAsync, pageSize, pageToken);

        async Task<CaseListModel> ReadAsync(int size, string token)
        {
            var request = new ListCasesRequest
            {
                Parent = ResourceNames.Customer(customer),
                States = { (states ?? []).Select(code => Codes.Read<CaseState>(code)) },
                Severities = { severities ?? [] },
                Subscription = subscription ?? "",
                Circuit = circuit ?? "",
                DueBeforeUs = Instants.Us(dueBefore),
                PageSize = size,
                PageToken = token,
            };
            ListCasesResponse response = await clients.Support.ListCasesAsync(request, clients.For(context));
            return new CaseListModel([.. response.Cases.Select(one => one.ToModel())], Figures.OrNull(response.NextPageToken));
        }
    }

    /// <summary>One case with its clocks.</summary>
    internal static async Task<ResourceResult<CaseModel>> GetAsync(HttpContext context, BackendClients clients, string customer, string @case)
    {
        GetCaseResponse response = await clients.Support.GetCaseAsync(
            new GetCaseRequest { Name = ResourceNames.Of(customer, Collection, @case) }, clients.For(context));
        return new(response.Case.ToModel(), response.Case.Etag);
    }

    /// <summary>What happened to a case, oldest first. Customers see what is public.</summary>
    internal static async Task<PageResult<CaseEventListModel, CaseEventModel>> ListEventsAsync(
        HttpContext context, BackendClients clients, string customer, string @case, [Range(1, 1000)] int? pageSize = null, string? pageToken = null)
    {
        var request = new ListCaseEventsRequest
        {
            Parent = ResourceNames.Of(customer, Collection, @case),
            PageSize = pageSize ?? 0,
            PageToken = pageToken ?? "",
        };
        ListCaseEventsResponse response = await clients.Support.ListCaseEventsAsync(request, clients.For(context));
        return new(new CaseEventListModel([.. response.Events.Select(one => one.ToModel())], Figures.OrNull(response.NextPageToken)));
    }

    /// <summary>Opens a case and states its deadlines.</summary>
    internal static async Task<CreatedResult<CaseModel>> OpenAsync(HttpContext context, BackendClients clients, string customer)
    {
        NewCaseModel sent = (await RequestBody.ReadAsync<NewCaseModel>(context)).Value;
        var request = new OpenCaseRequest
        {
            Parent = ResourceNames.Customer(customer),
            RequestId = Conditions.RequestId(context),
            Case = new Case
            {
                Subscription = sent.Subscription,
                Severity = sent.Severity ?? "",
                Cause = sent.Cause ?? "",
                Title = sent.Title,
                Description = sent.Description ?? "",
                Circuit = sent.Circuit ?? "",
                ReportedAtUs = Instants.Us(sent.ReportedAt),
                Links = { sent.Links ?? [] },
            },
        };
        Case opened = (await clients.Support.OpenCaseAsync(request, clients.For(context))).Case;
        return new(opened.Name, opened.ToModel(), opened.Etag);
    }

    /// <summary>Changes title, description or circuit of a case.</summary>
    internal static async Task<ResourceResult<CaseModel>> ChangeAsync(HttpContext context, BackendClients clients, string customer, string @case)
    {
        RequestBody<CasePatchModel> sent = await RequestBody.ReadAsync<CasePatchModel>(context);
        var request = new UpdateCaseRequest
        {
            Case = new Case
            {
                Name = ResourceNames.Of(customer, Collection, @case),
                Title = sent.Value.Title ?? "",
                Description = sent.Value.Description ?? "",
                Circuit = sent.Value.Circuit ?? "",
                Etag = Conditions.IfMatch(context),
            },
            UpdateMask = new FieldMask { Paths = { sent.Members } },
            RequestId = Conditions.RequestId(context),
        };
        Case changed = (await clients.Support.UpdateCaseAsync(request, clients.For(context))).Case;
        return new(changed.ToModel(), changed.Etag);
    }
}
