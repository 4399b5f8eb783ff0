using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Sla.Domain.Time;
using Telecom.Support.Cases;
using Telecom.Support.Rules;

namespace Telecom.Support.Reports;

/// <summary>
/// Goes through the cases of a report, newest first. They are copied out of the book a slice at a time and rated outside of its lock, so
/// that alarms are written while a long report is made.
/// </summary>
internal sealed partial class CaseScan(CaseBook book, RuleLookup rules, ICatalogDirectory catalog, IOptions<SupportOptions> options, ILogger<CaseScan> logger)
{
    private const int Slice = 256;

    /// <summary>The cases of a scope, as long as the caller goes on.</summary>
    /// <param name="scope">Which.</param>
    /// <param name="after">The case to go on after; null for the first of the range.</param>
    /// <param name="now">The instant at which open clocks are read.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RpcFailure">UNAVAILABLE: a case of the first version needs the catalogue, which is not known yet.</exception>
    public IEnumerable<RatedCase> Rate(ReportScope scope, CaseKey? after, UtcInstant now, CancellationToken cancellationToken)
    {
        CaseKey last = after ?? scope.Newest;
        IReadOnlyList<CaseCore> slice;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            slice = book.Choose(scope.Customer, last, Slice, entry => entry.Core.Copy());
            foreach (CaseCore core in slice)
            {
                if (!scope.Has(core))
                {
                    yield break;
                }

                RatedCase rated = Rate(core, now);
                last = rated.Key;
                if (scope.Contract.Length == 0 || rated.Rules?.Data.Contract == scope.Contract)
                {
                    yield return rated;
                }
            }
        }
        while (slice.Count == Slice);
    }

    private RatedCase Rate(CaseCore core, UtcInstant now)
    {
        CaseRuleSet? found = rules.Of(core);
        if (found is null)
        {
            // What would be missing from the figures for a moment only is waited for; what nobody knows any more is told in the log.
            if (core.Rules is null)
            {
                _ = catalog.Require(options.Value.RetryAfter);
            }

            Log.NoRules(logger, core.Name);
            return new RatedCase(core, null, []);
        }

        try
        {
            return new RatedCase(core, found, ClockReader.Read(core, found, now).Clocks);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or OverflowException)
        {
            // One case that its rules cannot be held against must not take the report from everybody.
            Log.Unrated(logger, core.Name, exception);
            return new RatedCase(core, found, []);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(4181, LogLevel.Error, "{Case} is not in the figures of a report: what it was promised is not known")]
        public static partial void NoRules(ILogger logger, string @case);

        [LoggerMessage(4182, LogLevel.Error, "{Case} is not in the figures of a report: its rules cannot be held against it")]
        public static partial void Unrated(ILogger logger, string @case, Exception exception);
    }
}
