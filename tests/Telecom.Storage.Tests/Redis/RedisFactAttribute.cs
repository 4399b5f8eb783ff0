using Telecom.Storage.Tests.Support;

namespace Telecom.Storage.Tests.Redis;

/// <summary>A test that is skipped by name where redis-server is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RedisFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Missing = new(RedisServerProcess.WhyNot);

    public RedisFactAttribute() => Skip = Missing.Value;
}
