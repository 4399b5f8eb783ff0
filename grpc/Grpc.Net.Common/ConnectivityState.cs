namespace Grpc.Core;

/// <summary>What a channel is doing about its connection (gRPC connectivity semantics).</summary>
public enum ConnectivityState
{
    /// <summary>Not connected, and not trying: no call needs it.</summary>
    Idle,

    /// <summary>Connecting.</summary>
    Connecting,

    /// <summary>Connected.</summary>
    Ready,

    /// <summary>Could not connect or lost the connection; trying again after a pause.</summary>
    TransientFailure,

    /// <summary>Shut down for good.</summary>
    Shutdown,
}
