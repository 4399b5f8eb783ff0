using Telecom.Storage.Tests.Support;

namespace Telecom.Storage.Tests.Copy;

/// <summary>A test that is skipped by name where redis-server is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NeedsRedisFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> WhyNot = new(RedisServerProcess.WhyNot);

    public NeedsRedisFactAttribute() => Skip = WhyNot.Value;
}
