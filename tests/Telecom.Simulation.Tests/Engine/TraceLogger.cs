using Microsoft.Extensions.Logging;

namespace Telecom.Simulation.Tests.Engine;

/// <summary>What a process logs, in the trace.</summary>
internal sealed class TraceLogger(EventLoop loop, string process) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        loop.Note($"{process} logs: {formatter(state, exception)}{(exception is null ? "" : $" ({exception.Message})")}");
}
