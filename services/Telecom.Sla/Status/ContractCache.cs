using System.Collections.Concurrent;
using Telecom.Catalog.V1;
using Telecom.Contracts;

namespace Telecom.Sla.Status;

/// <summary>Contract documents, each read once: reading runs the document's worked examples.</summary>
internal sealed partial class ContractCache(ILogger<ContractCache> logger)
{
    /// <summary>Documents kept; a provider has a handful, so that more means many versions since the start.</summary>
    private const int MaxDocuments = 256;

    private readonly ConcurrentDictionary<string, Lazy<ContractLoadResult>> _byHash = new();

    /// <summary>The document of a contract, or what is wrong with it.</summary>
    public ContractLoadResult Load(Contract contract)
    {
        string hash = Convert.ToHexStringLower(contract.DocumentSha256.Span);
        if (_byHash.Count > MaxDocuments)
        {
            _byHash.Clear();
        }

        return _byHash.GetOrAdd(hash, _ => new Lazy<ContractLoadResult>(() => Read(contract))).Value;
    }

    private ContractLoadResult Read(Contract contract)
    {
        ContractLoadResult result = ContractLoader.Load(contract.Document.Span, $"{contract.Name}.yaml");
        if (!result.IsValid)
        {
            Log.Unreadable(logger, contract.Name, string.Join("; ", result.Errors));
        }

        return result;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 3031, Level = LogLevel.Error, Message = "The document of {Contract} cannot be read; its circuits have no verdict: {Errors}")]
        public static partial void Unreadable(ILogger logger, string contract, string errors);
    }
}
