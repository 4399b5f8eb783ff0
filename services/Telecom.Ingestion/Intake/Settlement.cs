using Telecom.Storage;
using Telecom.Storage.Log;

namespace Telecom.Ingestion.Intake;

/// <summary>How an append ended: exactly one of the two is set.</summary>
/// <param name="Result">What the log did.</param>
/// <param name="Failure">Why the log could not do it; nothing was stored.</param>
internal readonly record struct Settlement(AppendResult Result, StoreUnavailableException? Failure);
