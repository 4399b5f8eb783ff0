namespace Telecom.Agent.Uplink;

/// <summary>How the uplink is.</summary>
internal enum UplinkState
{
    /// <summary>No stream; waiting to open one.</summary>
    Disconnected,

    /// <summary>A stream is open or being opened.</summary>
    Connected,

    /// <summary>The gateway refuses this agent; somebody has to mend that.</summary>
    Refused,

    /// <summary>Stopped for good.</summary>
    Stopped,
}
