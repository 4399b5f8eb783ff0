using Telecom.Gateway.Identity;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Identity;

public sealed class ApiKeySecretTests
{
    [Fact]
    public void A_secret_is_reduced_to_its_id_and_hash()
    {
        string text = TestKeys.NewSecret("abc123def456");
        Assert.True(ApiKeySecret.TryParse(text, out ApiKeySecret? secret));
        Assert.Equal("abc123def456", secret.KeyId);
        Assert.Equal(TestKeys.HashOf(text), secret.HashBytes());
        Assert.DoesNotContain(text[17..], secret.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tsk_")]
    [InlineData("tsk_abc123def456")]
    [InlineData("tsk_abc123def456_")]
    [InlineData("tsk_ABC123def456_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("tsk_abc123def456-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("tsk_abc123def456_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("tsk_abc123def456_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("tsk_abc123def456_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+A")]
    [InlineData("TSK_abc123def456_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln")]
    public void What_has_not_its_form_is_no_secret(string text) => Assert.False(ApiKeySecret.TryParse(text, out _));
}
