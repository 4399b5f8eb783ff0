using Telecom.Catalog.V1;
using Telecom.Contracts;
using Telecom.Sla.Domain.Rating;

namespace Telecom.Sla.Status;

/// <summary>A circuit's status before it is put on the wire.</summary>
/// <param name="Circuit">The circuit.</param>
/// <param name="Subscription">The subscription that it is rated under; null when the catalogue has none.</param>
/// <param name="Document">The contract; null when it cannot be read.</param>
/// <param name="Version">The version that was applied; null when there is none.</param>
/// <param name="Rating">The rating; null when there is nothing to rate by, and <paramref name="Assumptions"/> says why.</param>
/// <param name="TooLateSamples">Samples that came later than minute retention.</param>
/// <param name="Assumptions">What a reader must know, beside the rating's own.</param>
internal sealed record CircuitReading(
    Circuit Circuit,
    Subscription? Subscription,
    ContractDocument? Document,
    ContractVersion? Version,
    CircuitRating? Rating,
    ulong TooLateSamples,
    IReadOnlyList<string> Assumptions);
