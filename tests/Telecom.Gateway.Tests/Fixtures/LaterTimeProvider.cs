namespace Telecom.Gateway.Tests.Fixtures;

/// <summary>The later of a clock and the system's: a service that believes the tokens of a gateway whose clock a test moved ahead.</summary>
internal sealed class LaterTimeProvider(TimeProvider clock) : TimeProvider
{
    public override DateTimeOffset GetUtcNow()
    {
        (DateTimeOffset real, DateTimeOffset moved) = (base.GetUtcNow(), clock.GetUtcNow());
        return real > moved ? real : moved;
    }
}
