namespace Telecom.Support.Webhooks.Sending;

/// <summary>Every address of a receiver's host is refused. The message says of which kind they are, not which.</summary>
/// <param name="message">The reason.</param>
internal sealed class AddressRefusedException(string message) : Exception(message);
