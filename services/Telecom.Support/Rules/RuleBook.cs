using Telecom.Storage.Events;
using Telecom.Support.Cases;

namespace Telecom.Support.Rules;

/// <summary>The rules that cases run under, kept in the store by their hash before a case refers to them.</summary>
internal sealed class RuleBook(CaseEvents events, TimeProvider timeProvider)
{
    private readonly RuleCache _known = new();

    /// <summary>The rules of a hash; null when they were never recorded here.</summary>
    public CaseRuleSet? Find(string hash) => _known.Find(hash);

    /// <summary>Takes in rules that the store has.</summary>
    public void Apply(StoredEvent stored) => _ = _known.Keep(stored.Data);

    /// <summary>Makes sure that the store has rules.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask RecordAsync(CaseRuleSet rules, CancellationToken cancellationToken)
    {
        if (_known.Find(rules.Hash) is not null)
        {
            return;
        }

        byte[] bytes = RuleCodec.Write(rules.Data);
        var recorded = new NewEvent(rules.Hash, RuleCodec.EventType, bytes, timeProvider.Now().Microseconds);
        _ = await events.Store.AppendAsync(RuleCodec.StreamOf(rules.Hash), 0, [recorded], cancellationToken);
        _ = _known.Keep(bytes);
    }

    /// <summary>The rules of a hash.</summary>
    /// <exception cref="InvalidDataException">The store does not have them.</exception>
    public async ValueTask<CaseRuleSet> ReadAsync(string hash, CancellationToken cancellationToken)
    {
        if (_known.Find(hash) is { } known)
        {
            return known;
        }

        IReadOnlyList<StoredEvent> stored = await events.Store.ReadAsync(RuleCodec.StreamOf(hash), 0, cancellationToken);
        return stored.Count > 0 ? _known.Keep(stored[0].Data) : throw new InvalidDataException($"The rules {hash} are not in the store.");
    }
}
