using Microsoft.Extensions.Options;
using Telecom.Catalog.V1;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Support.Cases;
using Telecom.Support.Rules;
using Telecom.Support.V1;

namespace Telecom.Support.Opening;

/// <summary>Opens cases, each request's once.</summary>
internal sealed partial class CaseOpening(
    CaseStore cases,
    CaseBook book,
    RuleBook rules,
    RuleFinder finder,
    ICatalogDirectory catalog,
    IOptions<SupportOptions> options,
    SupportMetrics metrics,
    TimeProvider timeProvider,
    ILogger<CaseOpening> logger)
{
    /// <summary>Opens the case of a request, or finds the one that it opened.</summary>
    /// <param name="request">The request; its parent is one that the caller may reach.</param>
    /// <param name="by">Who opens it.</param>
    /// <param name="side">On which side that is.</param>
    /// <param name="origin">How it came about.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="RpcFailure">INVALID_ARGUMENT with everything that is wrong, NOT_FOUND, ALREADY_EXISTS, UNAVAILABLE.</exception>
    public async ValueTask<CaseRecord> OpenAsync(OpenCaseRequest request, string by, CaseSide side, CaseOrigin origin, CancellationToken cancellationToken)
    {
        OpenCaseCheck check = OpenCaseCheck.Form(request, side);
        if (check.Customer is not { } customer)
        {
            throw RpcFailure.Invalid(check.Violations);
        }

        // A repeated request is answered even when the catalogue has changed since, or cannot be read.
        CaseRequested? requested = check.RequestId is { } known ? await cases.FindRequestAsync(customer, known, cancellationToken) : null;
        bool repeated = requested is not null;
        long now = timeProvider.Now().Microseconds;
        if (!repeated)
        {
            CatalogSnapshot snapshot = catalog.Require(options.Value.RetryAfter);
            catalog.RequireCustomer(customer.CustomerName, options.Value.RetryAfter);
            check.Against(snapshot, finder, now, options.Value.MaxReportAge.Ticks / TimeSpan.TicksPerMicrosecond);
        }

        if (check.RequestId is not { } requestId || (!repeated && check.Violations.Count > 0))
        {
            throw RpcFailure.Invalid(check.Violations);
        }

        requested ??= await RequestAsync(customer, requestId, check, new Author(by, origin), now, cancellationToken);
        if (requested.Content != check.Content)
        {
            throw RpcFailure.AlreadyExists($"The case of request_id {requestId} of {customer}");
        }

        CaseRecord record = await cases.OpenAsync(customer, requestId, requested, now, cancellationToken);
        await book.CatchUpAsync(cancellationToken);
        metrics.Opened(repeated);
        Log.Opened(logger, record.Core.Name, record.Core.Severity, repeated);
        return record;
    }

    private async ValueTask<CaseRequested> RequestAsync(
        ResourceName customer, Guid requestId, OpenCaseCheck check, Author author, long nowUs, CancellationToken cancellationToken)
    {
        long reportedAt = check.Content.ReportedAtUs == 0 ? nowUs : check.Content.ReportedAtUs;
        if (check.Rules is { } found)
        {
            RequireReadable(check, found, reportedAt);
            await rules.RecordAsync(found, cancellationToken);
        }

        var requested = new CaseRequested(check.Content, reportedAt, author.Name, author.Origin, check.Rules?.Hash);
        return await cases.RequestAsync(customer, requestId, requested, nowUs, cancellationToken);
    }

    /// <summary>A calendar without enough working time for a target would leave a case that nobody could read.</summary>
    private static void RequireReadable(OpenCaseCheck check, CaseRuleSet found, long reportedAtUs)
    {
        try
        {
            _ = ClockReader.Read(new CaseCore("", new CaseOpened(check.Content, reportedAtUs, ""), reportedAtUs), found, new(reportedAtUs));
        }
        catch (Exception exception) when (exception is InvalidOperationException or OverflowException)
        {
            throw RpcFailure.Invalid("case.severity", exception.Message, "NO_DEADLINE");
        }
    }

    private readonly record struct Author(string Name, CaseOrigin Origin);

    private static partial class Log
    {
        [LoggerMessage(4101, LogLevel.Information, "{Case} of severity {Severity} opened; repeated request: {Repeated}")]
        public static partial void Opened(ILogger logger, string @case, string severity, bool repeated);
    }
}
