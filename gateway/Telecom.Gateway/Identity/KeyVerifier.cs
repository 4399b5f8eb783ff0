using Google.Protobuf;
using Microsoft.Extensions.Options;
using Telecom.Catalog.V1;
using Telecom.Gateway.Api;
using Telecom.Gateway.Identity.Credentials;
using Telecom.Hosting;

namespace Telecom.Gateway.Identity;

/// <summary>Finds out from the catalogue whom keys belong to.</summary>
internal sealed class KeyVerifier(
    DirectoryService.DirectoryServiceClient directory, DirectoryQuestions questions, ITokenIssuer issuer, IOptions<GatewayIdentityOptions> options)
{
    /// <summary>Whom a key belongs to.</summary>
    /// <param name="secret">The key.</param>
    /// <param name="cancellationToken">Ends this caller's wait, not a question that others wait for too.</param>
    public ValueTask<IdentityVerdict> VerifyAsync(ApiKeySecret secret, CancellationToken cancellationToken) =>
        questions.AskAsync($"key {secret.Sha256}", $"Key {secret.KeyId}", () => AskAsync(secret), cancellationToken);

    private async Task<CallerIdentity?> AskAsync(ApiKeySecret secret)
    {
        var request = new VerifyApiKeyRequest { KeyId = secret.KeyId, SecretSha256 = ByteString.CopyFrom(secret.HashBytes()) };
        ApiKey? key = (await directory.VerifyApiKeyAsync(request)).ApiKey;
        if (key is null || KeyOwner.Of(key) is not { } caller)
        {
            return null;
        }

        DateTimeOffset? expires = key.ExpireTimeUs > 0 ? Figures.Instant(key.ExpireTimeUs) : null;
        return new CallerIdentity(caller, issuer.Issue(caller, options.Value.TokenLifetime), new KeyCredential(this, secret, expires));
    }
}
