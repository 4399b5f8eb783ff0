namespace Telecom.Grpc.Tests.Hosting;

/// <summary>How long tests wait for what must happen. Far above what it takes; only a failure gets near.</summary>
internal static class Bounds
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>A deadline that a hanging call is sure to miss.</summary>
    public static DateTime SoonUtc => TimeProvider.System.GetUtcNow().UtcDateTime + TimeSpan.FromMilliseconds(250);

    /// <summary>A deadline that no call misses.</summary>
    public static DateTime LateUtc => TimeProvider.System.GetUtcNow().UtcDateTime + Patience;
}
