using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Telecom.Rating.Tests.Drawn;

namespace Telecom.Rating.Tests.Properties;

/// <summary>Runs a property on drawn values: 1,000 of them, 10,000 in the full proofs; a failure is made smaller and names the seed.</summary>
internal static class Property
{
    private static int _held;

    public static int Runs => Proofs.Rounds(1_000, 10_000);

    /// <summary>Checks a property.</summary>
    /// <param name="values">The values.</param>
    /// <param name="smaller">Smaller values to look for a simple failure in.</param>
    /// <param name="fault">What is wrong with a value; null: nothing.</param>
    public static void Holds<T>(Gen<T> values, Func<T, IEnumerable<T>> smaller, Func<T, string?> fault)
    {
        Replay replay = new(new Rnd((ulong)Proofs.Seed), FSharpOption<int>.None);
        Config config = Config.QuickThrowOnFailure.WithMaxTest(Runs).WithQuietOnSuccess(true).WithReplay(FSharpOption<Replay>.Some(replay));
        try
        {
            Check.One(config, Prop.ForAll(Arb.From(values, smaller), value => Judge(fault(value))));
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"TELECOM_SEED={Proofs.Seed}: {failure.Message}", failure);
        }

        int held = Interlocked.Increment(ref _held);
        Proofs.Report("rating-properties", FormattableString.Invariant($"{held} properties held, {Runs} drawn values each"));

        static bool Judge(string? wrong) => wrong is null ? true : throw new InvalidOperationException(wrong);
    }

    /// <summary>Checks a property of ratings. Each run has numbers of its own for whatever else it draws.</summary>
    public static void OfRatings(Func<Random, RatedCase> draw, Func<RatedCase, Random, string?> fault) => Holds(
        Gen.Choose(0, int.MaxValue - 1).Select(number => new Run(draw(new Random(number)), number)),
        run => run.Case.Smaller().Select(smaller => run with { Case = smaller }),
        run => fault(run.Case, new Random(run.Number ^ 0x5bd1)));

    internal sealed record Run(RatedCase Case, int Number);
}
