using Telecom.Hosting;

namespace Telecom.Sla.Tests.Service;

public sealed class PagingTests
{
    [Theory]
    [InlineData(0, 100)]
    [InlineData(1, 1)]
    [InlineData(1000, 1000)]
    public void A_page_size_in_range_is_used(int size, int used)
    {
        List<FieldViolation> violations = [];
        Assert.Equal(used, Paging.SizeOf(size, violations));
        Assert.Empty(violations);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1001)]
    public void A_page_size_out_of_range_is_a_violation_that_says_what_is_allowed(int size)
    {
        List<FieldViolation> violations = [];
        Paging.SizeOf(size, violations);
        FieldViolation violation = Assert.Single(violations);
        Assert.Equal("page_size", violation.Field);
        Assert.Contains("1 to 1000", violation.Description, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_leads_back_to_its_key()
    {
        List<FieldViolation> violations = [];
        Assert.Equal("line-7", Paging.KeyOf(Paging.TokenOf("line-7"), _ => true, violations));
        Assert.Equal("", Paging.KeyOf("", _ => false, violations));
        Assert.Empty(violations);
    }

    [Theory]
    [InlineData("%%%")]
    [InlineData("bGluZS03LQ")]
    [InlineData("_w")]
    public void What_is_no_token_of_the_list_is_a_violation(string token)
    {
        List<FieldViolation> violations = [];
        Paging.KeyOf(token, Sla.Domain.Names.ResourceName.IsId, violations);
        Assert.Equal("page_token", Assert.Single(violations).Field);
    }
}
