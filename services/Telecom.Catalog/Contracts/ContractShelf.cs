using System.Collections.Frozen;
using Telecom.Catalog.State;
using Telecom.Catalog.V1;
using Telecom.Contracts;

namespace Telecom.Catalog.Contracts;

/// <summary>
/// The contracts that are served. What the folder has is recorded in the event store with its bytes, so that it stays known which
/// document was in force when. A contract whose file is gone is withdrawn, unless a subscription needs it: that one stays served as recorded.
/// </summary>
internal sealed partial class ContractShelf(ContractFolder folder, CatalogLedger ledger, ILogger<ContractShelf> logger)
{
    private FrozenDictionary<string, ContractDocument> _documents = FrozenDictionary<string, ContractDocument>.Empty;

    /// <summary>The document of a contract; null for an unknown one.</summary>
    /// <param name="name">Resource name, "contracts/{contract}".</param>
    public ContractDocument? Find(string name) => _documents.GetValueOrDefault(name);

    /// <summary>Resource names of all contracts, by name.</summary>
    public IEnumerable<string> Names => _documents.Keys.Order(StringComparer.Ordinal);

    /// <summary>Loads the folder and records what is new.</summary>
    public async Task FillAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, ContractDocument> documents = [];
        foreach (LoadedContract loaded in folder.Load())
        {
            documents[loaded.Contract.Name] = loaded.Document;
            await ledger.ChangeAsync(view => Record(view, loaded.Contract), cancellationToken);
        }

        foreach ((string name, StoredContract stored) in ledger.Current.Contracts)
        {
            if (stored.Contract is not null && !documents.ContainsKey(name))
            {
                await RetireAsync(name, stored.Contract, documents, cancellationToken);
            }
        }

        _documents = documents.ToFrozenDictionary();
        if (_documents.Count == 0)
        {
            Log.Empty(logger);
        }
    }

    private static CatalogChange<bool> Record(CatalogView view, Contract contract)
    {
        StoredContract? stored = view.Contracts.GetValueOrDefault(contract.Name);
        return stored?.Contract?.Equals(contract) == true
            ? CatalogChange.None(false)
            : CatalogChange.Of(true, ContractStreams.Of(contract.Name), stored?.Version ?? 0, EventTypes.ContractLoaded, contract);
    }

    private async Task RetireAsync(string name, Contract contract, Dictionary<string, ContractDocument> documents, CancellationToken cancellationToken)
    {
        int subscriptions = ledger.Current.Subscriptions.All.Count(s => s.Contract == name);
        if (subscriptions == 0)
        {
            await ledger.ChangeAsync(
                view => CatalogChange.Of(
                    true, ContractStreams.Of(name), view.Contracts[name].Version, EventTypes.ContractWithdrawn, new Contract { Name = name }),
                cancellationToken);
            return;
        }

        Log.Missing(logger, name, subscriptions);
        if (ContractLoader.Load(contract.Document.Span, name) is { IsValid: true } result)
        {
            documents[name] = result.Document;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 1021,
            Level = LogLevel.Warning,
            Message = "The document of {Contract} is gone, but {Subscriptions} subscriptions need it; it stays served as recorded")]
        public static partial void Missing(ILogger logger, string contract, int subscriptions);

        [LoggerMessage(EventId = 1022, Level = LogLevel.Warning, Message = "There are no contract documents; no subscription can be created")]
        public static partial void Empty(ILogger logger);
    }
}
