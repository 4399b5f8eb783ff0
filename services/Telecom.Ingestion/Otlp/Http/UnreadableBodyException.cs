namespace Telecom.Ingestion.Otlp.Http;

/// <summary>A body is not what its headers say.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="innerException">The parser's own error.</param>
internal sealed class UnreadableBodyException(string message, Exception? innerException = null) : Exception(message, innerException);
