using Telecom.Catalog.State;
using Telecom.Catalog.V1;

namespace Telecom.Catalog.Keys;

/// <summary>Checks agents that proved their name with a certificate. Unknown and disabled look the same.</summary>
internal sealed class AgentVerifier(CatalogLedger ledger, CatalogMetrics metrics)
{
    /// <summary>The agent of a name; null when there is none, or when it is disabled.</summary>
    public Agent? Verify(string name)
    {
        Agent? agent = ledger.Current.Agents.Find(name) is { DisableTimeUs: 0 } found ? found : null;
        metrics.AgentVerified(agent is not null);
        return agent;
    }
}
