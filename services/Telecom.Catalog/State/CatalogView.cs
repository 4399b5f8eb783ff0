using System.Collections.Immutable;
using Telecom.Catalog.V1;
using Telecom.Storage.Events;

namespace Telecom.Catalog.State;

/// <summary>The catalogue at one revision: a fold over its events. Immutable; the messages in it must not be changed.</summary>
internal sealed record CatalogView
{
    /// <summary>The catalogue before its first event.</summary>
    public static CatalogView Empty { get; } = new();

    /// <summary>Number of events folded.</summary>
    public ulong Revision { get; private init; }

    /// <summary>Store position of the last event folded.</summary>
    public long Position { get; private init; }

    /// <summary>Customers by name.</summary>
    public ImmutableSortedDictionary<string, Customer> Customers { get; private init; } =
        ImmutableSortedDictionary.Create<string, Customer>(StringComparer.Ordinal);

    /// <summary>Subscriptions.</summary>
    public ResourceTable<Subscription> Subscriptions { get; private init; } = ResourceTable<Subscription>.Empty;

    /// <summary>Circuits.</summary>
    public ResourceTable<Circuit> Circuits { get; private init; } = ResourceTable<Circuit>.Empty;

    /// <summary>Agents.</summary>
    public ResourceTable<Agent> Agents { get; private init; } = ResourceTable<Agent>.Empty;

    /// <summary>Versions of the streams of agents that were changed since they were created.</summary>
    private ImmutableDictionary<string, long> AgentVersions { get; init; } = ImmutableDictionary<string, long>.Empty;

    /// <summary>Keys of customers and of the provider.</summary>
    public ResourceTable<StoredKey> Keys { get; private init; } = ResourceTable<StoredKey>.Empty;

    /// <summary>Names of keys by key id.</summary>
    public ImmutableDictionary<string, string> KeyNames { get; private init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Contracts by name, withdrawn ones included.</summary>
    public ImmutableSortedDictionary<string, StoredContract> Contracts { get; private init; } =
        ImmutableSortedDictionary.Create<string, StoredContract>(StringComparer.Ordinal);

    /// <summary>Version of an agent's stream.</summary>
    /// <param name="name">Name of an agent that there is.</param>
    public long VersionOfAgent(string name) => AgentVersions.GetValueOrDefault(name, 1);

    /// <summary>The view after one more event.</summary>
    /// <exception cref="InvalidDataException">The event's type is unknown: a newer version of the service wrote it.</exception>
    public CatalogView Fold(StoredEvent stored)
    {
        ReadOnlySpan<byte> data = stored.Data.Span;
        CatalogView next = stored.Type switch
        {
            EventTypes.CustomerCreated => this with { Customers = Customers.SetItem(stored.Stream, Customer.Parser.ParseFrom(data)) },
            EventTypes.SubscriptionCreated or EventTypes.SubscriptionUpdated =>
                this with { Subscriptions = Subscriptions.With(stored.Stream, SubscriptionChanges.At(Subscription.Parser.ParseFrom(data), stored.Version)) },
            EventTypes.CircuitCreated => this with { Circuits = Circuits.With(stored.Stream, Circuit.Parser.ParseFrom(data)) },
            EventTypes.AgentCreated => this with { Agents = Agents.With(stored.Stream, Agent.Parser.ParseFrom(data)) },
            EventTypes.AgentDisabled or EventTypes.AgentEnabled => WithAgent(stored, Agent.Parser.ParseFrom(data)),
            EventTypes.KeyCreated => WithKey(stored, new StoredKey(ApiKey.Parser.ParseFrom(data), stored.Version, "", default)),
            EventTypes.KeySecretSet => WithSecret(stored, VerifyApiKeyRequest.Parser.ParseFrom(data)),
            EventTypes.KeyRevoked => WithKey(stored, KeyOf(stored) with { Key = ApiKey.Parser.ParseFrom(data), Version = stored.Version }),
            EventTypes.ContractLoaded => WithContract(stored, Contract.Parser.ParseFrom(data)),
            EventTypes.ContractWithdrawn => WithContract(stored, null),
            _ => throw new InvalidDataException($"Event {stored.Position} of {stored.Stream} has the unknown type {stored.Type}; a newer version wrote it."),
        };
        return next with { Revision = Revision + 1, Position = stored.Position };
    }

    private CatalogView WithAgent(StoredEvent stored, Agent agent) => this with
    {
        Agents = Agents.With(stored.Stream, agent),
        AgentVersions = AgentVersions.SetItem(stored.Stream, stored.Version),
    };

    private CatalogView WithKey(StoredEvent stored, StoredKey key) => this with { Keys = Keys.With(stored.Stream, key) };

    private CatalogView WithSecret(StoredEvent stored, VerifyApiKeyRequest secret) =>
        WithKey(stored, KeyOf(stored) with { Version = stored.Version, KeyId = secret.KeyId, SecretSha256 = secret.SecretSha256.Memory }) with
        {
            KeyNames = KeyNames.SetItem(secret.KeyId, stored.Stream),
        };

    private CatalogView WithContract(StoredEvent stored, Contract? contract) => this with
    {
        Contracts = Contracts.SetItem(ContractStreams.NameOf(stored.Stream), new StoredContract(contract, stored.Version)),
    };

    private StoredKey KeyOf(StoredEvent stored) =>
        Keys.Find(stored.Stream) ?? throw new InvalidDataException($"Event {stored.Position} of {stored.Stream} comes before the key was created.");
}
