using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Telecom.Agent.Tests.Support;

/// <summary>Keeps what is logged; the hook sees each line's category and event first and may throw, as a defect would.</summary>
internal sealed class ListLogger(Action<string, int>? hook = null) : ILoggerFactory
{
    public ConcurrentQueue<(int Event, string Text)> Lines { get; } = new();

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class Category(ListLogger list, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            list.Hook?.Invoke(name, eventId.Id);
            list.Lines.Enqueue((eventId.Id, formatter(state, exception)));
        }
    }

    private Action<string, int>? Hook { get; } = hook;
}
