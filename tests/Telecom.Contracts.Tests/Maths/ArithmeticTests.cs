namespace Telecom.Contracts.Tests.Maths;

public sealed class ArithmeticTests
{
    [Theory]
    [InlineData("(43200 − 240 − 90) / (43200 − 240) = 42870 / 42960 = 0.997905")]
    [InlineData("1 / 3 = 0.3333 = 33.33 %")]
    [InlineData("2 × 3 + 4 = 10")]
    [InlineData("2 + 3 × 4 = 14")]
    [InlineData("12 ÷ 4 ÷ 3 = 1")]
    [InlineData("10 − 3 − 2 = 5")]
    [InlineData("⌈19 / 2⌉ = 10 > ⌊19 / 2⌋ = 9")]
    [InlineData("⌊0 − 1 / 2⌋ = −1")]
    [InlineData("min(3, 2, 4) = 2 ≤ max(1, 2)")]
    [InlineData("1.5 ^ 2 = 2.25")]
    [InlineData("0.5 = 0.50")]
    [InlineData("0.125 = 0.13")]
    public void A_line_that_is_right_holds(string line) => Assert.True(WorkedLine.Holds(line));

    [Theory]
    [InlineData("(43200 − 240 − 90) / (43200 − 240) = 0.997906")]
    [InlineData("42870 / 42960 = 42871 / 42961")]
    [InlineData("2 + 3 × 4 = 20")]
    [InlineData("10 − 3 − 2 = 9")]
    [InlineData("1 / 3 = 0.3334")]
    [InlineData("7 / 2 = 4")]
    [InlineData("1 < 1")]
    [InlineData("min(3, 2) = 3")]
    [InlineData("1 + 1")]
    public void A_line_that_is_wrong_does_not(string line) => Assert.False(WorkedLine.Holds(line));
}
