namespace Telecom.Sla.Domain.Samples;

/// <summary>Why a sample's value or instant is refused. Every fault is permanent: the same sample is refused again.</summary>
public enum SampleFault
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>The instant lies further in the future than allowed.</summary>
    TimeInFuture,

    /// <summary>The instant lies before 2000-01-01T00:00:00Z, which no agent's clock means.</summary>
    TimeOutOfRange,

    /// <summary>The value is NaN or infinite.</summary>
    NotFinite,

    /// <summary>The value is below 0.</summary>
    Negative,

    /// <summary>The value is above what the metric allows.</summary>
    TooLarge,

    /// <summary>A loss sample says that nothing was sent.</summary>
    NothingSent,

    /// <summary>More packets lost than sent.</summary>
    LostAboveSent,
}
