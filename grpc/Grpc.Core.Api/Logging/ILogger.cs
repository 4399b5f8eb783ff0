using System.Diagnostics.CodeAnalysis;

namespace Grpc.Core.Logging;

/// <summary>Takes messages. Formats are those of <see cref="string.Format(string, object[])"/>.</summary>
[SuppressMessage("Naming", "CA1716", Justification = "The published contract names these members.")]
public interface ILogger
{
    /// <summary>A logger whose messages say which type they come from.</summary>
    /// <typeparam name="T">The type.</typeparam>
    ILogger ForType<T>();

    /// <summary>A message for those who look for a defect.</summary>
    /// <param name="message">The message.</param>
    void Debug(string message);

    /// <summary>A message for those who look for a defect.</summary>
    /// <param name="format">The format.</param>
    /// <param name="formatArgs">Its values.</param>
    void Debug(string format, params object[] formatArgs);

    /// <summary>A message about what goes on.</summary>
    /// <param name="message">The message.</param>
    void Info(string message);

    /// <summary>A message about what goes on.</summary>
    /// <param name="format">The format.</param>
    /// <param name="formatArgs">Its values.</param>
    void Info(string format, params object[] formatArgs);

    /// <summary>A warning.</summary>
    /// <param name="message">The message.</param>
    void Warning(string message);

    /// <summary>A warning.</summary>
    /// <param name="format">The format.</param>
    /// <param name="formatArgs">Its values.</param>
    void Warning(string format, params object[] formatArgs);

    /// <summary>A warning with its cause.</summary>
    /// <param name="exception">The cause.</param>
    /// <param name="message">The message.</param>
    void Warning(Exception exception, string message);

    /// <summary>A failure.</summary>
    /// <param name="message">The message.</param>
    void Error(string message);

    /// <summary>A failure.</summary>
    /// <param name="format">The format.</param>
    /// <param name="formatArgs">Its values.</param>
    void Error(string format, params object[] formatArgs);

    /// <summary>A failure with its cause.</summary>
    /// <param name="exception">The cause.</param>
    /// <param name="message">The message.</param>
    void Error(Exception exception, string message);
}
