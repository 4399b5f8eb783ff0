using Telecom.Catalog.V1;
using Telecom.Contracts;
using Telecom.Contracts.Subscriptions;
using Telecom.Hosting;
using Telecom.Support.V1;

namespace Telecom.Support.Rules;

/// <summary>Reads a calendar to try, by the rules that a subscription's own calendar has.</summary>
internal static class CalendarTrialReader
{
    /// <summary>The calendar; what is wrong is added to the violations.</summary>
    /// <param name="sent">The calendar as sent.</param>
    /// <param name="snapshot">The catalogue.</param>
    /// <param name="documents">Reads its contracts.</param>
    /// <param name="violations">What is wrong is added here.</param>
    public static CalendarChange Read(CalendarTrial sent, CatalogSnapshot snapshot, ContractDocuments documents, List<FieldViolation> violations)
    {
        List<CalendarError> errors = [];
        StatedCalendar stated = StatedCalendar.Read(
            new WorkCalendar { Weekend = { sent.Weekend }, Holidays = { sent.Holidays }, Opens = sent.Opens, Closes = sent.Closes }, errors);
        var change = new CalendarChange(sent.Contract, stated);
        if (sent.Contract.Length > 0 && !snapshot.Contracts.Any(known => known.Name == sent.Contract))
        {
            violations.Add(new FieldViolation("calendar.contract", $"there is no \"{Fields.Shown(sent.Contract)}\"", "NO_SUCH_CONTRACT"));
        }

        if (errors.Count == 0)
        {
            errors.AddRange(snapshot.Contracts.Where(known => change.HoldsFor(known.Name)).SelectMany(known => Against(stated, documents.Read(known))));
        }

        violations.AddRange(errors.Select(error => new FieldViolation($"calendar.{error.Field}", error.Message, error.Reason)));
        return change;
    }

    private static IEnumerable<CalendarError> Against(StatedCalendar stated, ContractDocument? document) =>
        document?.Agreement(document.Newest.Plans.Select(plan => plan.Id).FirstOrDefault()).Agreement is { } agreement ? stated.Against(agreement) : [];
}
