using Telecom.Sla.Domain.Names;

namespace Telecom.Agent.Spooling;

/// <summary>What operators see of the spool.</summary>
/// <param name="Epoch">Epoch of the sequence numbers.</param>
/// <param name="LastSequence">Newest batch.</param>
/// <param name="AcknowledgedSequence">Every batch up to this one is acknowledged.</param>
/// <param name="Bytes">Bytes on disk.</param>
/// <param name="Full">True when the last batch found no room.</param>
/// <param name="AcknowledgedSamples">Samples acknowledged and stored since the spool was made.</param>
/// <param name="RejectedSamples">Samples refused for good since the spool was made.</param>
/// <param name="RetryBatches">Groups of samples that wait to be tried again.</param>
internal sealed record SpoolState(
    SpoolEpoch Epoch, ulong LastSequence, ulong AcknowledgedSequence, long Bytes, bool Full, long AcknowledgedSamples, long RejectedSamples, int RetryBatches);
