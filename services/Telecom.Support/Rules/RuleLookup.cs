using Telecom.Hosting;
using Telecom.Sla.Domain.Time;
using Telecom.Support.Cases;

namespace Telecom.Support.Rules;

/// <summary>Finds the rules of a case: those that it was put under, or, in stores of the first version, those of the catalogue.</summary>
internal sealed class RuleLookup(RuleBook book, RuleFinder finder, ICatalogDirectory catalog)
{
    /// <summary>The rules; null when they cannot be found now.</summary>
    public CaseRuleSet? Of(CaseCore core) => core.Rules is { } hash
        ? book.Find(hash)
        : catalog.Current is { } snapshot ? finder.Find(snapshot, core.Subscription, new UtcInstant(core.ReportedAtUs)) : null;

    /// <summary>The rules, from the store if need be; null when the catalogue is needed and does not have them.</summary>
    /// <exception cref="InvalidDataException">The case refers to rules that the store does not have.</exception>
    public async ValueTask<CaseRuleSet?> FindAsync(CaseCore core, CancellationToken cancellationToken) =>
        core.Rules is { } hash ? await book.ReadAsync(hash, cancellationToken) : Of(core);
}
