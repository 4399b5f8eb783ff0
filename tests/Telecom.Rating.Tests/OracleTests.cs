using Telecom.Rating.Tests.Drawn;
using Telecom.Rating.Tests.Oracle;
using Telecom.Sla.Domain.Statements;

namespace Telecom.Rating.Tests;

/// <summary>The rating against the slow one that walks every second.</summary>
public sealed class OracleTests
{
    [Fact]
    public void A_statement_is_what_walking_every_second_gives()
    {
        int rounds = Proofs.Rounds(400, 4000);
        List<string> failures = [];
        for (int round = 0; round < rounds && failures.Count < 5; round++)
        {
            RatedCase drawn = CaseDraw.Short(Proofs.Numbers(1, round), (Shape)(round % 5));
            string expected = SlowRating.Rate(drawn.Agreement, drawn.Facts);
            string actual = Answer.Of(StatementRater.Rate(drawn.Agreement, drawn.Facts));
            if (expected != actual)
            {
                failures.Add($"round {round}:\n{Answer.Difference(expected, actual)}\n{drawn}");
            }
        }

        Assert.True(failures.Count == 0, $"TELECOM_SEED={Proofs.Seed}\n{string.Join("\n\n", failures)}");
        Proofs.Report("rating-oracle", $"{rounds} drawn cases of five shapes are what walking every second gives");
    }

    [Fact]
    public void Walking_from_boundary_to_boundary_is_walking_every_second()
    {
        int rounds = Proofs.Rounds(150, 1500);
        for (int round = 0; round < rounds; round++)
        {
            RatedCase drawn = CaseDraw.Short(Proofs.Numbers(2, round));
            string seconds = SlowRating.Rate(drawn.Agreement, drawn.Facts, everySecond: true);
            string boundaries = SlowRating.Rate(drawn.Agreement, drawn.Facts, everySecond: false);
            Assert.True(seconds == boundaries, $"TELECOM_SEED={Proofs.Seed}, round {round}: {Answer.Difference(seconds, boundaries)}\n{drawn}");
        }
    }
}
