using Telecom.Gateway.Api;

namespace Telecom.Gateway.Tests.Api;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0.0000")]
    [InlineData(60_000_000, "1.0000")]
    [InlineData(2_999, "0.0000")]
    [InlineData(3_000, "0.0001")]
    [InlineData(-3_000, "-0.0001")]
    [InlineData(-1_500_000, "-0.0250")]
    [InlineData(long.MaxValue, "153722867280.9129")]
    public void Minutes_have_four_decimals_half_up(long us, string expected) => Assert.Equal(expected, Figures.Minutes(us));

    [Theory]
    [InlineData("customers/acme/circuits/north", "north")]
    [InlineData("acme", "acme")]
    [InlineData("", "")]
    public void An_id_is_the_last_part_of_a_name(string name, string expected) => Assert.Equal(expected, Figures.IdOf(name));

    [Fact]
    public void An_instant_keeps_its_microseconds()
    {
        Assert.Equal("2026-11-22T05:03:01.1234560Z", Figures.Instant(1_795_323_781_123_456).ToString("O"));
        Assert.Null(Figures.InstantOrNull(0));
    }

    [Theory]
    [InlineData(253_402_300_799_999_999, "9999-12-31T23:59:59.9999990Z")]
    [InlineData(253_402_300_800_000_000, "9999-12-31T23:59:59.9999990Z")]
    [InlineData(long.MaxValue, "9999-12-31T23:59:59.9999990Z")]
    [InlineData(long.MinValue, "0001-01-01T00:00:00.0000000Z")]
    public void An_instant_in_no_year_that_there_is_is_shown_as_the_nearest_one(long us, string expected) =>
        Assert.Equal(expected, Figures.Instant(us).ToString("O"));
}
