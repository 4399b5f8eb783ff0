using Telecom.Common.V1;
using Telecom.Gateway.Api.Models;
using Telecom.Gateway.Errors;

namespace Telecom.Gateway.Api.Requests;

/// <summary>Ranges of time as callers state them.</summary>
internal static class TimeRanges
{
    /// <summary>A range of two query parameters, "from" and "to".</summary>
    /// <param name="from">First instant; null for none.</param>
    /// <param name="to">First instant after it; null for none.</param>
    /// <returns>Null when neither is given.</returns>
    /// <exception cref="RequestFault">One is given without the other.</exception>
    public static TimeRange? Read(string? from, string? to)
    {
        if (string.IsNullOrEmpty(from) && string.IsNullOrEmpty(to))
        {
            return null;
        }

        if (string.IsNullOrEmpty(from) || string.IsNullOrEmpty(to))
        {
            string missing = string.IsNullOrEmpty(from) ? "from" : "to";
            throw RequestFault.Invalid([new ProblemViolation(missing, "is needed: from and to go together", "REQUIRED")]);
        }

        return new TimeRange { StartUs = Instants.Us(from), EndUs = Instants.Us(to) };
    }

    /// <summary>A range of a body.</summary>
    /// <param name="sent">The model; null for none.</param>
    public static TimeRange? Read(NewTimeRangeModel? sent) =>
        sent is null ? null : new TimeRange { StartUs = Instants.Us(sent.Start), EndUs = Instants.Us(sent.End) };
}
