using Telecom.EndToEnd.Tests.Harness;

namespace Telecom.EndToEnd.Tests;

/// <summary>One suite of five processes for all tests that harm nothing in it.</summary>
public sealed class RigFixture : IAsyncLifetime
{
    internal Rig Rig { get; private set; } = null!;

    public async Task InitializeAsync() => Rig = await Rig.StartAsync();

    public async Task DisposeAsync()
    {
        if (Rig is not null)
        {
            await Rig.DisposeAsync();
        }
    }
}
