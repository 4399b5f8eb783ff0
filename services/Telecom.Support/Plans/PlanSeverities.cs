using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Google.Protobuf;
using Telecom.Catalog.V1;
using Telecom.Contracts;
using Telecom.Sla.Domain.Time;

namespace Telecom.Support.Plans;

/// <summary>What the contracts of a catalogue snapshot promise for each severity.</summary>
internal sealed partial class PlanSeverities(ILogger<PlanSeverities> logger)
{
    /// <summary>Documents to keep; far more than a provider has. Reading one runs its worked examples, so each is read once.</summary>
    private const int MaxDocuments = 256;

    private readonly ConcurrentDictionary<ByteString, ContractDocument?> _documents = new();

    /// <summary>The severities that a subscription's contract has at an instant; empty when it has none.</summary>
    /// <param name="snapshot">The catalogue.</param>
    /// <param name="subscription">Resource name of the subscription.</param>
    /// <param name="at">The instant that decides which version of the contract holds.</param>
    public IReadOnlyList<Severity> Of(CatalogSnapshot snapshot, string subscription, UtcInstant at)
    {
        string? contract = snapshot.Subscriptions.FirstOrDefault(known => known.Name == subscription)?.Contract;
        return snapshot.Contracts.FirstOrDefault(known => known.Name == contract) is { } found && TryRead(found, out ContractDocument? document)
            ? document.VersionAt(at)?.Severities ?? []
            : [];
    }

    private bool TryRead(Contract contract, [NotNullWhen(true)] out ContractDocument? document)
    {
        if (_documents.Count >= MaxDocuments)
        {
            _documents.Clear();
        }

        document = _documents.GetOrAdd(contract.DocumentSha256, static (_, state) => state.Self.Read(state.Contract), (Self: this, Contract: contract));
        return document is not null;
    }

    private ContractDocument? Read(Contract contract)
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
