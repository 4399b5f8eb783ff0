namespace Telecom.Grpc.Tests.Hosting;

/// <summary>One server with default options for the tests of a class.</summary>
public sealed class ServerFixture : IAsyncLifetime
{
    internal ProbeHost Host { get; private set; } = null!;

    public async Task InitializeAsync() => Host = await ProbeHost.StartAsync();

    public async Task DisposeAsync() => await Host.DisposeAsync();
}
