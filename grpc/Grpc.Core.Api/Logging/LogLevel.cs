namespace Grpc.Core.Logging;

/// <summary>Severity of a message, or the least one that a filter lets through.</summary>
public enum LogLevel
{
    /// <summary>For those who look for a defect.</summary>
    Debug = 0,

    /// <summary>What goes on.</summary>
    Info,

    /// <summary>What may become a failure.</summary>
    Warning,

    /// <summary>A failure.</summary>
    Error,

    /// <summary>As a filter: nothing.</summary>
    Off = int.MaxValue,
}
