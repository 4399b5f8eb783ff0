using Telecom.Catalog.Keys;

namespace Telecom.Catalog.Tests;

public sealed class ApiKeySecretTests
{
    private const int RandomLength = 43;

    [Fact]
    public void Secrets_are_random_in_every_character()
    {
        ApiKeySecret[] secrets = [.. Enumerable.Range(0, 1000).Select(_ => ApiKeySecret.Create())];
        Assert.Equal(secrets.Length, secrets.Select(secret => secret.KeyId).Distinct().Count());
        Assert.Equal(secrets.Length, secrets.Select(secret => secret.Text[^RandomLength..]).Distinct().Count());

        // Of 64 characters a thousand secrets show all but one or two at each place; the last place has 4 bits, hence 16.
        for (int place = 1; place <= RandomLength; place++)
        {
            Assert.InRange(secrets.Select(secret => secret.Text[^place]).Distinct().Count(), place == 1 ? 12 : 50, place == 1 ? 16 : 64);
        }
    }

    [Fact]
    public void A_secret_does_not_show_itself() => Assert.All(
        Enumerable.Range(0, 10).Select(_ => ApiKeySecret.Create()),
        secret => Assert.DoesNotContain(secret.Text[^RandomLength..], secret.ToString(), StringComparison.Ordinal));
}
