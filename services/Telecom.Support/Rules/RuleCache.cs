using System.Collections.Concurrent;

namespace Telecom.Support.Rules;

/// <summary>Rules by hash, each made once.</summary>
internal sealed class RuleCache
{
    private readonly ConcurrentDictionary<string, CaseRuleSet> _byHash = new(StringComparer.Ordinal);

    /// <summary>The rules of stored bytes.</summary>
    public CaseRuleSet Keep(ReadOnlyMemory<byte> bytes) => _byHash.GetOrAdd(RuleCodec.HashOf(bytes.Span), static (_, data) => RuleCodec.Read(data), bytes);

    /// <summary>The rules of a hash; null when they were never seen.</summary>
    public CaseRuleSet? Find(string hash) => _byHash.GetValueOrDefault(hash);
}
