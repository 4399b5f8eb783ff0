namespace Telecom.Contracts.Tests.Lint;

public sealed class ClauseNumberTests
{
    private const string Code = "clause_numbers_skip";

    [Theory]
    [InlineData("4.1Scope of the line.\n4.2Targets of the line.\n4.5Credits for the line.", "4.1Scope of the line.\n4.2Targets of the line.\n4.3Credits for the line.")]
    [InlineData("1. Scope\n2. Targets\n4. Credits", "1. Scope\n2. Targets\n3. Credits")]
    [InlineData("1. Scope\n2. Targets\n2. Credits", "1. Scope\n2. Targets\n3. Credits")]
    [InlineData("Excluded are:\na) planned work\nb) acts of the customer\nd) war", "Excluded are:\na) planned work\nb) acts of the customer\nc) war")]
    [InlineData("(i) planned work\n(ii) acts\n(iv) war", "(i) planned work\n(ii) acts\n(iii) war")]
    [InlineData("3.1 Delay\n3.2 Loss\n3.2 Jitter", "3.1 Delay\n3.2 Loss\n3.3 Jitter")]
    [InlineData("1.1 Scope\n1.2 Terms\n2.1 Delay\n2.2 Loss\n3.2 Credit", "1.1 Scope\n1.2 Terms\n2.1 Delay\n2.2 Loss\n3.1 Credit")]
    [InlineData("Section 1: Scope\nSection 2: Targets\nSection 4: Credits", "Section 1: Scope\nSection 2: Targets\nSection 3: Credits")]
    [InlineData("## 1. Scope\n## 3. Targets", "## 1. Scope\n## 2. Targets")]
    public void A_number_that_skips_or_repeats_is_found(string planted, string mended) => Expect.Planted(Code, planted, mended);

    [Theory]
    [InlineData("1. one\n2. two\n\nThen:\n1. first\n2. second\n3. third")]
    [InlineData("6. Exclusions\n1. war\n2. flood\n3. fire\n7. Measurement")]
    [InlineData("1. scope\n1. targets\n1. credits")]
    [InlineData("5. Credits\n6. Claims\n7. Law")]
    [InlineData("g) seven\nh) eight\ni) nine\nj) ten")]
    [InlineData("1.1 Scope\na) one\nb) two\n1.2 Targets\na) one\nb) two\nc) three\n1.3 Credits")]
    [InlineData("1. a) first\n2. b) second\n3. c) third\n\n1. a) other\n2. b) others")]
    [InlineData("2.1 Delay\nThe delay of a line is at most the figure in the order form, which for metro lines is\n12.5 ms and for long lines is the sum of its parts and which is computed under clause\n2.9 above where the route allows it and the measurement is complete\n2.2 Loss")]
    [InlineData("99.9% uptime\n24 hours a day\n10 Mbps and more")]
    public void Lists_may_restart_nest_and_begin_anywhere(string text) => Expect.Absent(Code, text);

    [Fact]
    public void Both_labels_are_quoted()
    {
        var finding = Assert.Single(Telecom.Contracts.Lint.TextLinter.Lint("1. Scope of work\n2. Targets here\n4. Credits there"));
        Assert.Equal(["2. Targets here", "4. Credits there"], finding.Quotes);
        Assert.Equal(2, finding.Line);
    }
}
