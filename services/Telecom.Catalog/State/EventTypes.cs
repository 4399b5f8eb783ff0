namespace Telecom.Catalog.State;

/// <summary>Types of the catalogue's events. They are on disk for good: never change one, add a new version.</summary>
internal static class EventTypes
{
    /// <summary>Data: telecom.catalog.v1.Customer.</summary>
    public const string CustomerCreated = "customer.created.v1";

    /// <summary>Data: telecom.catalog.v1.Subscription.</summary>
    public const string SubscriptionCreated = "subscription.created.v1";

    /// <summary>Data: telecom.catalog.v1.Subscription as a whole, after the change.</summary>
    public const string SubscriptionUpdated = "subscription.updated.v1";

    /// <summary>Data: telecom.catalog.v1.Circuit.</summary>
    public const string CircuitCreated = "circuit.created.v1";

    /// <summary>Data: telecom.catalog.v1.Agent.</summary>
    public const string AgentCreated = "agent.created.v1";

    /// <summary>Data: telecom.catalog.v1.Agent with the time when it was disabled.</summary>
    public const string AgentDisabled = "agent.disabled.v1";

    /// <summary>Data: telecom.catalog.v1.Agent, enabled again.</summary>
    public const string AgentEnabled = "agent.enabled.v1";

    /// <summary>Data: telecom.catalog.v1.ApiKey.</summary>
    public const string KeyCreated = "key.created.v1";

    /// <summary>Data: telecom.catalog.v1.VerifyApiKeyRequest, the key id and the hash that a presented secret must have.</summary>
    public const string KeySecretSet = "key.secret_set.v1";

    /// <summary>Data: telecom.catalog.v1.ApiKey with the time of its revocation.</summary>
    public const string KeyRevoked = "key.revoked.v1";

    /// <summary>Data: telecom.catalog.v1.Contract with its document, as it was loaded.</summary>
    public const string ContractLoaded = "contract.loaded.v1";

    /// <summary>Data: telecom.catalog.v1.Contract with its name only.</summary>
    public const string ContractWithdrawn = "contract.withdrawn.v1";
}
