using System.Collections.Concurrent;
using Google.Protobuf;
using Telecom.Catalog.V1;
using Telecom.Contracts;

namespace Telecom.Support.Rules;

/// <summary>The contract documents of the catalogue, each read once: reading one runs its worked examples.</summary>
internal sealed partial class ContractDocuments(ILogger<ContractDocuments> logger)
{
    /// <summary>Documents to keep; far more than a provider has.</summary>
    private const int MaxDocuments = 256;

    private readonly ConcurrentDictionary<ByteString, ContractDocument?> _documents = new();

    /// <summary>The document of a contract; null when it cannot be read.</summary>
    public ContractDocument? Read(Contract contract)
    {
        if (_documents.Count >= MaxDocuments)
        {
            _documents.Clear();
        }

        return _documents.GetOrAdd(contract.DocumentSha256, static (_, state) => state.Self.Load(state.Contract), (Self: this, Contract: contract));
    }

    private ContractDocument? Load(Contract contract)
    {
        ContractLoadResult result = ContractLoader.Load(contract.Document.Span, contract.Name);
        if (!result.IsValid)
        {
            Log.Unreadable(logger, contract.Name, string.Join("; ", result.Errors));
        }

        return result.Document;
    }

    private static partial class Log
    {
        [LoggerMessage(4201, LogLevel.Error, "{Contract} of the catalogue cannot be read: {Errors}")]
        public static partial void Unreadable(ILogger logger, string contract, string errors);
    }
}
