using System.ComponentModel.DataAnnotations;
using Telecom.Common.V1;
using Telecom.Gateway.Api.Csv;
using Telecom.Gateway.Api.Models;
using Telecom.Gateway.Api.Requests;
using Telecom.Gateway.Api.Results;
using Telecom.Support.V1;

namespace Telecom.Gateway.Api.Resources;

/// <summary>How well support clocks were kept.</summary>
internal static class AttainmentEndpoints
{
    /// <summary>Maps the operations.</summary>
    /// <param name="api">The group of the API.</param>
    public static void MapAttainment(this RouteGroupBuilder api)
    {
        RouteGroupBuilder attainment = api.Resource("Attainment");
        _ = attainment.Read("/customers/{customer}/attainment", "getAttainment", Get);
        _ = attainment.Read("/customers/{customer}/attainment/cases", "listAttainmentCases", ListCasesAsync);
    }

    /// <summary>How well clocks were kept for cases reported in a period, by contract, severity and clock; "-" as customer: for all.</summary>
    internal static TableResult<AttainmentModel, AttainmentRowModel> Get(
        HttpContext context, BackendClients clients, string customer, [Instant] string? from = null, [Instant] string? to = null, string? contract = null)
    {
        TimeRange? reported = TimeRanges.Read(from, to);
        return new(CsvTables.Attainment, ReadAsync, null, null);

        async Task<AttainmentModel> ReadAsync(int size, string token)
        {
            var request = new GetAttainmentRequest { Parent = ResourceNames.Customer(customer), Reported = reported, Contract = contract ?? "" };
            GetAttainmentResponse response = await clients.Support.GetAttainmentAsync(request, clients.For(context));
            return new AttainmentModel([.. response.Rows.Select(row => row.ToModel())], Figures.Instant(response.AsOfUs), response.CaseCount);
        }
    }

    /// <summary>The cases behind a figure of the attainment.</summary>
    internal static async Task<PageResult<AttainmentCaseListModel, AttainmentCaseModel>> ListCasesAsync(
        HttpContext context,
        BackendClients clients,
        string customer,
        [Instant] string? from = null,
        [Instant] string? to = null,
        string? contract = null,
        string? severity = null,
        string? clock = null,
        [Codes(typeof(ClockOutcome))] string? outcome = null,
        [Range(1, 1000)] int? pageSize = null,
        string? pageToken = null)
    {
        var request = new ListAttainmentCasesRequest
        {
            Parent = ResourceNames.Customer(customer),
            Reported = TimeRanges.Read(from, to),
            Contract = contract ?? "",
            Severity = severity ?? "",
            Clock = clock ?? "",
            Outcome = Codes.Read<ClockOutcome>(outcome),
            PageSize = pageSize ?? 0,
            PageToken = pageToken ?? "",
        };
        ListAttainmentCasesResponse response = await clients.Support.ListAttainmentCasesAsync(request, clients.For(context));
        return new(new AttainmentCaseListModel(
            [.. response.Cases.Select(one => new AttainmentCaseModel(one.Case, Figures.Code(one.Outcome), (one.Clock ?? new Clock()).ToModel()))],
            Figures.OrNull(response.NextPageToken)));
    }
}
