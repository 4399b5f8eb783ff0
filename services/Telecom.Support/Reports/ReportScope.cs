using System.Globalization;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Time;
using Telecom.Support.Cases;
using WireRange = Telecom.Common.V1.TimeRange;

namespace Telecom.Support.Reports;

/// <summary>Which cases a report looks at.</summary>
/// <param name="Customer">Id of the customer; null for all.</param>
/// <param name="StartUs">First instant of the report of a case, microseconds since the Unix epoch.</param>
/// <param name="EndUs">First instant after it, microseconds since the Unix epoch.</param>
/// <param name="Contract">Resource name of the contract; empty: all.</param>
internal sealed record ReportScope(string? Customer, long StartUs, long EndUs, string Contract)
{
    private const int MaxDays = 400;
    private const string Prefix = "contracts/";

    /// <summary>The key after which the cases of the range come, newest first.</summary>
    public CaseKey Newest => new(EndUs, "");

    /// <summary>True when a case was reported in the range; of those that come after <see cref="Newest"/>, the first that was not ends it.</summary>
    public bool Has(CaseCore core) => core.ReportedAtUs >= StartUs && core.ReportedAtUs < EndUs;

    /// <summary>Reads a scope; everything that is wrong is added to the violations.</summary>
    /// <param name="customer">Id of the customer; null for all.</param>
    /// <param name="reported">Range as sent; null: none was.</param>
    /// <param name="contract">Contract as sent.</param>
    /// <param name="contractRequired">True when the contract must be named.</param>
    /// <param name="violations">What is wrong is added here.</param>
    public static ReportScope Read(string? customer, WireRange? reported, string contract, bool contractRequired, List<FieldViolation> violations)
    {
        (long start, long end) = (reported?.StartUs ?? 0, reported?.EndUs ?? 0);
        Instant("reported.start_us", start, violations);
        Instant("reported.end_us", end, violations);
        if (start > 0 && end > 0 && start >= end)
        {
            violations.Add(Violation("reported", $"start_us {start} is not before end_us {end}", "OUT_OF_RANGE"));
        }
        else if (start > 0 && end > 0 && end - start > MaxDays * UtcInstant.PerDay)
        {
            violations.Add(Violation("reported", $"has {(end - start) / (double)UtcInstant.PerDay:0.##} days; at most {MaxDays} are allowed", "OUT_OF_RANGE"));
        }

        if (contract.Length == 0 && contractRequired)
        {
            violations.Add(Violation("contract", $"is empty; the contract of a row is needed", "REQUIRED"));
        }
        else if (contract.Length > 0 && !(contract.StartsWith(Prefix, StringComparison.Ordinal) && ResourceName.IsId(contract[Prefix.Length..])))
        {
            violations.Add(Violation("contract", $"\"{Fields.Shown(contract)}\" is not of the form \"contracts/{{contract}}\"; an id has {ResourceName.IdRule}", "MALFORMED_NAME"));
        }

        return new ReportScope(customer, start, end, contract);
    }

    private static void Instant(string field, long value, List<FieldViolation> violations)
    {
        if (value == 0)
        {
            violations.Add(Violation(field, $"is needed, in microseconds since the Unix epoch", "REQUIRED"));
        }
        else if (value < 0)
        {
            violations.Add(Violation(field, $"{value} is before 1970; an instant after that is needed", "OUT_OF_RANGE"));
        }
    }

    private static FieldViolation Violation(string field, FormattableString description, string reason) =>
        new(field, description.ToString(CultureInfo.InvariantCulture), reason);
}
