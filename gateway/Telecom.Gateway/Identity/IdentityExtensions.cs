using Telecom.Catalog.V1;
using Telecom.Gateway.Identity.Certificates;
using Telecom.Gateway.Identity.Oidc;
using Telecom.Gateway.Identity.Recheck;
using Telecom.Gateway.Identity.Sessions;
using Telecom.Hosting;

namespace Telecom.Gateway.Identity;

/// <summary>Who may call.</summary>
internal static class IdentityExtensions
{
    /// <summary>Registers what finds out who calls.</summary>
    /// <param name="services">The services.</param>
    public static void AddIdentity(this IServiceCollection services)
    {
        _ = services.AddValidated<GatewayIdentityOptions, GatewayIdentityOptions.Validator>(GatewayIdentityOptions.Section);
        _ = services.AddValidated<DevelopmentIdentityOptions, DevelopmentIdentityOptions.Validator>(DevelopmentIdentityOptions.Section);
        _ = services.AddValidated<OidcOptions, OidcOptions.Validator>(OidcOptions.Section);
        _ = services.AddValidated<BrowserSessionOptions, BrowserSessionOptions.Validator>(BrowserSessionOptions.Section);
        _ = services.AddServiceClient<DirectoryService.DirectoryServiceClient>(ServiceNames.Catalog);
        _ = services.AddSingleton<DirectoryQuestions>();
        _ = services.AddSingleton<KeyVerifier>();
        _ = services.AddSingleton<AgentVerifier>();
        _ = services.AddSingleton<OidcKeySource>();
        _ = services.AddSingleton<OidcKeys>();
        _ = services.AddHostedService(provider => provider.GetRequiredService<OidcKeys>());
        _ = services.AddSingleton<OidcVerifier>();
        _ = services.AddSingleton<SessionCookie>();
        _ = services.AddSingleton<SessionTokens>();
        _ = services.AddSingleton<EndedSessions>();
        _ = services.AddSingleton<SessionVerifier>();
        _ = services.AddSingleton<DevelopmentIdentity>();
        _ = services.AddSingleton<IdentityResolver>();
        _ = services.AddHostedService<CredentialRecheck>();
    }
}
