namespace Telecom.Storage.Copy;

/// <summary>Names that both engines use for the same store.</summary>
internal static class CopyNames
{
    /// <summary>Services that may have an event store.</summary>
    public static IReadOnlyList<string> EventStores { get; } = ["catalog", "gateway", "ingestion", "sla", "support"];
}
