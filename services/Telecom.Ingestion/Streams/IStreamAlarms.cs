namespace Telecom.Ingestion.Streams;

/// <summary>What a <see cref="StreamClock"/> rings. Called from timer threads; implementations return at once.</summary>
internal interface IStreamAlarms
{
    /// <summary>Nothing was sent for the heartbeat interval.</summary>
    void HeartbeatDue();

    /// <summary>Nothing was received for the idle timeout, while the stream was being read.</summary>
    void IdleTooLong();

    /// <summary>The stream reached its age.</summary>
    void TooOld();

    /// <summary>The stream, told to move, was read for as long as that is done.</summary>
    void ReadingTimeOver();

    /// <summary>The stream, told to end, did not within its limit.</summary>
    void DrainLimitReached();
}
