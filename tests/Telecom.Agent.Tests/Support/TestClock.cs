using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Agent.Clocks;

namespace Telecom.Agent.Tests.Support;

/// <summary>Clocks for tests.</summary>
internal static class TestClock
{
    public static AnchoredClock On(TimeProvider time) => new(time, NullLogger<AnchoredClock>.Instance);
}
