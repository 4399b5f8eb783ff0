namespace Telecom.Support.Tests.Webhooks.Fixtures;

/// <summary>A request that a receiver got.</summary>
internal sealed record Delivery(string Url, string Id, string Timestamp, string Signature, string ContentType, byte[] Body, DateTimeOffset At);
