namespace Telecom.Support.Tests.Worked;

/// <summary>Something that happens to a worked case; the type is that of an evidence document.</summary>
internal sealed record WorkedEvent(DateTimeOffset At, string Type, string Severity = "", DateTimeOffset? Until = null);
