using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using Telecom.Sla.Domain.Numbers;
using Telecom.Sla.Domain.Terms;

namespace Telecom.Contracts.Reading;

/// <summary>
/// Makes the agreements of a document, each once: rating thousands of statements asks for the same few again and again. Safe for any
/// number of threads.
/// </summary>
/// <param name="document">The document.</param>
internal sealed class AgreementBuilder(ContractDocument document)
{
    /// <summary>Agreements to keep. There are as many as plans times combinations of options; who asks for more of them pays for making them again.</summary>
    private const int MostKept = 256;

    private readonly ConcurrentDictionary<string, Agreement> _made = new(StringComparer.Ordinal);

    /// <summary>Every reading as the document chooses.</summary>
    public static IReadOnlyDictionary<string, string> AsChosen { get; } = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>The agreement of a plan and a choice of readings, or everything that is wrong with them.</summary>
    public AgreementResult Find(string? plan, IReadOnlyDictionary<string, string> readings)
    {
        string[] plans = [.. document.Versions.SelectMany(version => version.Plans).Select(known => known.Id).Distinct()];
        List<AgreementError> errors = [.. CheckReadings(readings)];
        if (plan is not null && !plans.Contains(plan, StringComparer.Ordinal))
        {
            errors.Insert(0, new AgreementError("plan", $"'{plan}' is no plan of {document.Id}; plans: {string.Join(", ", plans)}"));
        }

        if (errors.Count > 0)
        {
            return new AgreementResult(null, errors);
        }

        string? chosen = plan ?? (plans is [var only] ? only : null);
        string key = $"{chosen}|{string.Join('|', readings.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}"))}";
        if (_made.Count >= MostKept)
        {
            _made.Clear();
        }

        return new AgreementResult(_made.GetOrAdd(key, _ => Make(chosen, new Dictionary<string, string>(readings, StringComparer.Ordinal))), []);
    }

    private IEnumerable<AgreementError> CheckReadings(IReadOnlyDictionary<string, string> readings)
    {
        foreach ((string id, string option) in readings.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            if (document.Readings.FirstOrDefault(known => known.Id == id) is not { } reading)
            {
                string known = document.Readings.Count == 0 ? "it has none that can be switched" : $"readings: {string.Join(", ", document.Readings.Select(other => other.Id))}";
                yield return new AgreementError($"readings.{id}", $"'{id}' is no reading of {document.Id}; {known}");
            }
            else if (!reading.Options.Contains(option, StringComparer.Ordinal))
            {
                yield return new AgreementError($"readings.{id}", $"'{option}' is no option of {id}; options: {string.Join(", ", reading.Options)}");
            }
        }
    }

    private Agreement Make(string? plan, Dictionary<string, string> readings) => new(
        document.Id,
        plan ?? "",
        [.. document.Versions.Where(version => plan is null || version.Plan(plan) is not null).Select(version => Make(version, plan, readings))]);

    private static AgreementVersion Make(ContractVersion version, string? plan, Dictionary<string, string> readings)
    {
        Parameter<Ratio>? target = TargetOf(version, plan);
        RatingTerms terms = version.Terms.Under(plan, target, readings);
        List<TermsAlternative> alternatives = [];
        foreach (ContractReading reading in version.Readings)
        {
            // An option that only another version has leaves this one as it is.
            string chosen = readings.TryGetValue(reading.Id, out string? option) && reading.Options.Contains(option, StringComparer.Ordinal) ? option : reading.Option;
            alternatives.AddRange(reading.Options.Select(other => new TermsAlternative(
                reading.Id,
                other,
                other == chosen,
                other == chosen ? terms : version.Terms.Under(plan, target, new Dictionary<string, string>(readings, StringComparer.Ordinal) { [reading.Id] = other }))));
        }

        return new AgreementVersion(version.Id, version.EffectiveFrom, terms, alternatives);
    }

    /// <summary>The plan's target; without a plan that of all plans, unless one has its own.</summary>
    private static Parameter<Ratio>? TargetOf(ContractVersion version, string? plan)
    {
        if (plan is not null)
        {
            return version.Plan(plan)?.AvailabilityTarget;
        }

        Parameter<Ratio>? common = version.Terms.Availability?.Target;
        return version.Plans.All(known => ReferenceEquals(known.AvailabilityTarget, common)) ? common : null;
    }
}
