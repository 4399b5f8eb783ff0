namespace Telecom.Storage.Copy;

/// <summary>A copy or a backup cannot begin, or ended without being what it should be; nothing of the source was changed.</summary>
/// <param name="message">What is in the way and what to do about it.</param>
/// <param name="innerException">The cause, when there is one.</param>
public sealed class StoreCopyException(string message, Exception? innerException = null) : Exception(message, innerException);
