using System.Globalization;

namespace Grpc.Core.Logging;

/// <summary>
/// Writes a line for each message: the severity's letter with local date and time, the type, the message, and the exception. The writer
/// is asked for with each line, so that it may change.
/// </summary>
public class TextWriterLogger : ILogger
{
    private readonly Func<TextWriter> _writer;
    private readonly string _source;

    /// <summary>Creates a logger.</summary>
    /// <param name="textWriter">Where lines go; written to by one thread at a time when it is itself synchronized.</param>
    public TextWriterLogger(TextWriter textWriter)
        : this(() => textWriter) => ArgumentNullException.ThrowIfNull(textWriter);

    /// <summary>Creates a logger.</summary>
    /// <param name="textWriterProvider">Says where lines go.</param>
    public TextWriterLogger(Func<TextWriter> textWriterProvider)
        : this(textWriterProvider, null)
    {
    }

    /// <summary>Creates the logger of a type.</summary>
    /// <param name="textWriterProvider">Says where lines go.</param>
    /// <param name="forType">The type; null: none.</param>
    protected TextWriterLogger(Func<TextWriter> textWriterProvider, Type? forType)
    {
        ArgumentNullException.ThrowIfNull(textWriterProvider);
        _writer = textWriterProvider;
        AssociatedType = forType;
        _source = forType is null ? "" : $"{forType.FullName ?? forType.Name} ";
    }

    /// <summary>The type that messages come from; null: none.</summary>
    protected Type? AssociatedType { get; }

    /// <inheritdoc/>
    public virtual ILogger ForType<T>() => typeof(T) == AssociatedType ? this : new TextWriterLogger(_writer, typeof(T));

    /// <inheritdoc/>
    public void Debug(string message) => Write('D', message);

    /// <inheritdoc/>
    public void Debug(string format, params object[] formatArgs) => Write('D', Format(format, formatArgs));

    /// <inheritdoc/>
    public void Info(string message) => Write('I', message);

    /// <inheritdoc/>
    public void Info(string format, params object[] formatArgs) => Write('I', Format(format, formatArgs));

    /// <inheritdoc/>
    public void Warning(string message) => Write('W', message);

    /// <inheritdoc/>
    public void Warning(string format, params object[] formatArgs) => Write('W', Format(format, formatArgs));

    /// <inheritdoc/>
    public void Warning(Exception exception, string message) => Write('W', $"{message} {exception}");

    /// <inheritdoc/>
    public void Error(string message) => Write('E', message);

    /// <inheritdoc/>
    public void Error(string format, params object[] formatArgs) => Write('E', Format(format, formatArgs));

    /// <inheritdoc/>
    public void Error(Exception exception, string message) => Write('E', $"{message} {exception}");

    private static string Format(string format, object[] values) => string.Format(CultureInfo.InvariantCulture, format, values);

    private void Write(char severity, string message) => _writer().WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"{severity}{TimeProvider.System.GetLocalNow():MMdd HH':'mm':'ss'.'ffffff} {_source}{message}"));
}
