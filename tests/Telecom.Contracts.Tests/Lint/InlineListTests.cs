namespace Telecom.Contracts.Tests.Lint;

public sealed class InlineListTests
{
    private const string Code = "clause_numbers_skip";

    [Theory]
    [InlineData("Not counted are: (a) maintenance; (b) power cuts; and (d) misuse.", "Not counted are: (a) maintenance; (b) power cuts; and (c) misuse.")]
    [InlineData("The report names: (i) the circuit, (ii) the start, (iv) the end.", "The report names: (i) the circuit, (ii) the start, (iii) the end.")]
    [InlineData("Excluded: (1) tests, (2) strikes, (2) floods.", "Excluded: (1) tests, (2) strikes, (3) floods.")]
    public void A_letter_that_skips_inside_a_sentence_is_found(string planted, string mended) => Expect.Planted(Code, planted, mended);

    [Theory]
    [InlineData("Excluded: (a) tests, (b) strikes under clause 7(f), (c) floods as in (h) of the annex.")]
    [InlineData("Listed: (g) tests; (h) floods; (i) strikes; (j) wars.")]
    [InlineData("Either: (a) tests, or (b) floods. Further: (a) wars, or (b) strikes.")]
    [InlineData("The order says: (c) is agreed.")]
    public void References_and_new_lists_are_let_through(string text) => Expect.Absent(Code, text);
}
