namespace Grpc.Core.Logging;

/// <summary>Hands on the messages of a severity or above.</summary>
public class LogLevelFilterLogger : ILogger
{
    /// <summary>DEBUG, INFO or ERROR, as every implementation of gRPC reads it.</summary>
    private const string Variable = "GRPC_VERBOSITY";

    private readonly ILogger _inner;
    private readonly LogLevel _least;

    /// <summary>Creates a filter.</summary>
    /// <param name="logger">Where messages go.</param>
    /// <param name="logLevel">The least severity; <see cref="LogLevel.Off"/> for none.</param>
    public LogLevelFilterLogger(ILogger logger, LogLevel logLevel)
    {
        ArgumentNullException.ThrowIfNull(logger);
        _inner = logger;
        _least = logLevel;
    }

    /// <summary>Creates a filter that the variable GRPC_VERBOSITY may set.</summary>
    /// <param name="logger">Where messages go.</param>
    /// <param name="defaultLogLevel">The least severity where the variable says nothing.</param>
    /// <param name="fromEnvironmentVariable">True to read the variable.</param>
    public LogLevelFilterLogger(ILogger logger, LogLevel defaultLogLevel, bool fromEnvironmentVariable)
        : this(logger, fromEnvironmentVariable ? LevelOf(Environment.GetEnvironmentVariable(Variable)) ?? defaultLogLevel : defaultLogLevel)
    {
    }

    /// <inheritdoc/>
    public virtual ILogger ForType<T>() => _inner.ForType<T>() is var typed && ReferenceEquals(typed, _inner) ? this : new LogLevelFilterLogger(typed, _least);

    /// <inheritdoc/>
    public void Debug(string message) => To(LogLevel.Debug)?.Debug(message);

    /// <inheritdoc/>
    public void Debug(string format, params object[] formatArgs) => To(LogLevel.Debug)?.Debug(format, formatArgs);

    /// <inheritdoc/>
    public void Info(string message) => To(LogLevel.Info)?.Info(message);

    /// <inheritdoc/>
    public void Info(string format, params object[] formatArgs) => To(LogLevel.Info)?.Info(format, formatArgs);

    /// <inheritdoc/>
    public void Warning(string message) => To(LogLevel.Warning)?.Warning(message);

    /// <inheritdoc/>
    public void Warning(string format, params object[] formatArgs) => To(LogLevel.Warning)?.Warning(format, formatArgs);

    /// <inheritdoc/>
    public void Warning(Exception exception, string message) => To(LogLevel.Warning)?.Warning(exception, message);

    /// <inheritdoc/>
    public void Error(string message) => To(LogLevel.Error)?.Error(message);

    /// <inheritdoc/>
    public void Error(string format, params object[] formatArgs) => To(LogLevel.Error)?.Error(format, formatArgs);

    /// <inheritdoc/>
    public void Error(Exception exception, string message) => To(LogLevel.Error)?.Error(exception, message);

    private static LogLevel? LevelOf(string? text) => text?.ToUpperInvariant() switch
    {
        "DEBUG" => LogLevel.Debug,
        "INFO" => LogLevel.Info,
        "ERROR" => LogLevel.Error,
        _ => null,
    };

    private ILogger? To(LogLevel severity) => severity >= _least ? _inner : null;
}
