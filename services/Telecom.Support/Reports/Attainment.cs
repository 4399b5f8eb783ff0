using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Sla.Domain.Time;
using Telecom.Support.Cases;
using Telecom.Support.V1;

namespace Telecom.Support.Reports;

/// <summary>
/// How well clocks were kept: figures by contract, severity and clock, and the cases behind each. Both are read from the clocks as they are
/// computed, so that a figure and its list cannot differ in what they count.
/// </summary>
internal sealed class Attainment(CaseBook book, CaseScan scan, ICatalogDirectory catalog, IOptions<SupportOptions> options, TimeProvider timeProvider)
{
    private static readonly string[] s_clocks = ["respond", "fix", "resolve"];

    /// <summary>The rows of a period.</summary>
    /// <param name="customer">Id of the customer; null for all.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT, NOT_FOUND, UNAVAILABLE.</exception>
    public async ValueTask<GetAttainmentResponse> GetAsync(string? customer, GetAttainmentRequest request, CancellationToken cancellationToken)
    {
        List<FieldViolation> violations = [];
        ReportScope scope = ReportScope.Read(customer, request.Reported, request.Contract, contractRequired: false, violations);
        UtcInstant now = await BeginAsync(scope, violations, cancellationToken);
        Dictionary<(string Contract, string Severity, string Clock), AttainmentTally> rows = [];
        var response = new GetAttainmentResponse { AsOfUs = now.Microseconds };
        foreach (RatedCase rated in scan.Rate(scope, null, now, cancellationToken))
        {
            response.CaseCount++;
            foreach (ClockView clock in rated.Clocks)
            {
                (string, string, string) row = (rated.Rules!.Data.Contract, rated.Core.Severity, clock.Reading.Name);
                if (!rows.TryGetValue(row, out AttainmentTally? tally))
                {
                    rows.Add(row, tally = new AttainmentTally());
                }

                tally.Add(clock);
            }
        }

        response.Rows.AddRange(rows
            .OrderBy(row => row.Key.Contract, StringComparer.Ordinal)
            .ThenBy(row => row.Key.Severity, StringComparer.Ordinal)
            .ThenBy(row => Array.IndexOf(s_clocks, row.Key.Clock))
            .Select(row => row.Value.Row(row.Key.Contract, row.Key.Severity, row.Key.Clock)));
        return response;
    }

    /// <summary>A page of the cases behind a figure, newest first.</summary>
    /// <param name="customer">Id of the customer; null for all.</param>
    /// <param name="request">The request.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT, NOT_FOUND, UNAVAILABLE.</exception>
    public async ValueTask<ListAttainmentCasesResponse> ListAsync(string? customer, ListAttainmentCasesRequest request, CancellationToken cancellationToken)
    {
        ListAttainmentCasesRequest question = request.Clone();
        (question.PageSize, question.PageToken) = (0, "");
        List<FieldViolation> violations = [];
        ReportScope scope = ReportScope.Read(customer, request.Reported, request.Contract, contractRequired: true, violations);
        CheckRow(request, violations);
        CasePage page = CasePage.Read(request.PageSize, request.PageToken, question, violations);
        UtcInstant now = await BeginAsync(scope, violations, cancellationToken);

        // One more than asked for tells whether there is a next page.
        List<(RatedCase Case, ClockView Clock)> found = [];
        foreach (RatedCase rated in scan.Rate(scope, page.After, now, cancellationToken))
        {
            if (Behind(rated, request) is { } clock)
            {
                found.Add((rated, clock));
                if (found.Count > page.Size)
                {
                    break;
                }
            }
        }

        var response = new ListAttainmentCasesResponse();
        response.Cases.AddRange(found.Take(page.Size).Select(entry => new AttainmentCase
        {
            Case = entry.Case.Core.Name,
            Outcome = AttainmentTally.OutcomeOf(entry.Clock),
            Clock = CaseView.Clock(entry.Case.Core, entry.Case.Rules!, entry.Clock, UtcInstant.Max(now, new UtcInstant(entry.Case.Core.LastAtUs))),
        }));
        response.NextPageToken = found.Count > page.Size ? CasePage.TokenAfter(found[page.Size - 1].Case.Key, question) : "";
        return response;
    }

    /// <summary>Refuses what is wrong, takes in what was just written, and reads the clock.</summary>
    private async ValueTask<UtcInstant> BeginAsync(ReportScope scope, List<FieldViolation> violations, CancellationToken cancellationToken)
    {
        if (scope.Customer is { } customer)
        {
            catalog.RequireCustomer($"customers/{customer}", options.Value.RetryAfter);
        }

        if (violations.Count > 0)
        {
            throw RpcFailure.Invalid(violations);
        }

        await book.CatchUpAsync(cancellationToken);
        return timeProvider.Now();
    }

    private static ClockView? Behind(RatedCase rated, ListAttainmentCasesRequest row) =>
        rated.Core.Severity == row.Severity
        && rated.Clocks.FirstOrDefault(clock => clock.Reading.Name == row.Clock) is { } found
        && (row.Outcome == ClockOutcome.Unspecified || AttainmentTally.OutcomeOf(found) == row.Outcome)
            ? found
            : null;

    private static void CheckRow(ListAttainmentCasesRequest request, List<FieldViolation> violations)
    {
        if (request.Severity.Length == 0)
        {
            violations.Add(new FieldViolation("severity", "is empty; the severity of a row is needed", "REQUIRED"));
        }

        if (!s_clocks.Contains(request.Clock))
        {
            violations.Add(new FieldViolation("clock", $"\"{Fields.Shown(request.Clock)}\" is none of {string.Join(", ", s_clocks)}", "NO_SUCH_CLOCK"));
        }

        if (!Enum.IsDefined(request.Outcome))
        {
            violations.Add(new FieldViolation("outcome", $"{(int)request.Outcome} is no outcome; allowed are 1 to 4, or 0 for all", "NO_SUCH_OUTCOME"));
        }
    }
}
