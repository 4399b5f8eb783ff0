namespace Grpc.Core.Logging;

/// <summary>Writes messages to the standard error stream.</summary>
public class ConsoleLogger : TextWriterLogger
{
    /// <summary>Creates a logger.</summary>
    public ConsoleLogger()
        : this(null)
    {
    }

    private ConsoleLogger(Type? forType)
        : base(() => Console.Error, forType)
    {
    }

    /// <inheritdoc/>
    public override ILogger ForType<T>() => typeof(T) == AssociatedType ? this : new ConsoleLogger(typeof(T));
}
