using Telecom.Gateway.Api;
using Telecom.Gateway.Tmf.Models;
using Telecom.Hosting;
using Telecom.Support.V1;

namespace Telecom.Gateway.Tmf;

/// <summary>TMF621: cases as trouble tickets.</summary>
internal sealed class TicketView(BackendClients clients)
{
    /// <summary>Filter: one of the statuses.</summary>
    public const string Status = "status";

    /// <summary>Filter: severity as the contract writes it.</summary>
    public const string Severity = "severity";

    private const int PageSize = 500;

    /// <summary>The tickets that a query asks for, newest first.</summary>
    /// <param name="context">The request.</param>
    /// <param name="query">The query.</param>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT for a status that does not exist.</exception>
    public async IAsyncEnumerable<TmfTroubleTicket> ListAsync(HttpContext context, TmfQuery query)
    {
        var request = new ListCasesRequest { Parent = $"customers/{TmfScope.CustomerOf(context, query) ?? "-"}", PageSize = PageSize };
        if (query.Filter(Status) is { } status)
        {
            request.States.Add(TicketMapping.StateOf(status) ?? throw RpcFailure.Invalid(
                Status, $"there is no such status; allowed: {string.Join(", ", TicketMapping.Statuses)}", "NO_SUCH_STATUS"));
        }

        if (query.Filter(Severity) is { } severity)
        {
            request.Severities.Add(severity);
        }

        await foreach (Case found in TmfScope.Pages<Case>(async token =>
        {
            request.PageToken = token;
            ListCasesResponse page = await clients.Support.ListCasesAsync(request, clients.For(context));
            return (page.Cases, page.NextPageToken);
        }))
        {
            yield return found.ToTicket(null);
        }
    }

    /// <summary>One ticket with its history.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">Its id.</param>
    /// <param name="query">The query.</param>
    public async Task<TmfTroubleTicket> GetAsync(HttpContext context, string id, TmfQuery query)
    {
        string[] parts = TmfId.Split(id, 2, "troubleTicket");
        string name = $"customers/{parts[0]}/cases/{parts[1]}";
        Case found = (await clients.Support.GetCaseAsync(new GetCaseRequest { Name = name }, clients.For(context))).Case;
        List<CaseEvent>? events = query.Wants("statusChange") || query.Wants("statusChangeDate") || query.Wants("lastUpdate") || query.Wants("note") ? [] : null;
        if (events is not null)
        {
            await foreach (CaseEvent one in TmfScope.Pages<CaseEvent>(async token =>
            {
                ListCaseEventsResponse page = await clients.Support.ListCaseEventsAsync(
                    new ListCaseEventsRequest { Parent = name, PageSize = PageSize, PageToken = token }, clients.For(context));
                return (page.Events, page.NextPageToken);
            }))
            {
                events.Add(one);
            }
        }

        return found.ToTicket(events);
    }
}
