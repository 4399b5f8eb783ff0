using System.Diagnostics;
using Telecom.Ingestion.V1;
using Telecom.Sla.Domain.Samples;

namespace Telecom.Ingestion.Checking;

/// <summary>The domain's faults on the wire.</summary>
internal static class RefusalReasons
{
    /// <summary>The reason for a fault.</summary>
    public static RefusalReason Of(SampleFault fault) => fault switch
    {
        SampleFault.TimeInFuture => RefusalReason.TimeInFuture,
        SampleFault.TimeOutOfRange => RefusalReason.TimeOutOfRange,
        SampleFault.NotFinite => RefusalReason.NotFinite,
        SampleFault.Negative => RefusalReason.Negative,
        SampleFault.TooLarge => RefusalReason.TooLarge,
        SampleFault.NothingSent => RefusalReason.NothingSent,
        SampleFault.LostAboveSent => RefusalReason.LostAboveSent,
        _ => throw new UnreachableException($"Fault {fault} has no reason."),
    };
}
