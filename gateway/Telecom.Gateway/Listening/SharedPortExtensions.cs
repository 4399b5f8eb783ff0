using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Telecom.Gateway.Listening;

/// <summary>The shared port towards the host.</summary>
internal static class SharedPortExtensions
{
    /// <summary>
    /// Leaves the shared port's address once in the application's list of addresses, where Kestrel puts it for each of the two protocols.
    /// Kestrel's own list cannot be changed after the start, so it is replaced.
    /// </summary>
    /// <param name="app">The application.</param>
    public static void AnnounceSharedPortOnce(this WebApplication app) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        var addresses = new ServerAddressesFeature();
        foreach (string url in app.Urls.Distinct(StringComparer.Ordinal))
        {
            addresses.Addresses.Add(url);
        }

        app.Services.GetRequiredService<IServer>().Features.Set<IServerAddressesFeature>(addresses);
    });
}
