using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Telecom.Rating.Tests.Mutants;

/// <summary>Mutants of the code that reckons downtime and credits: the tests must notice them.</summary>
public sealed class MutantTests
{
    /// <summary>Longest time for all mutants: what was tried by then is reported.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(12);

    [Fact]
    public void Mutants_of_ledgers_credits_availability_and_time_sets_are_noticed()
    {
        if (Environment.GetEnvironmentVariable("TELECOM_SEED") is null)
        {
            // The domain's own tests draw as these do.
            Environment.SetEnvironmentVariable("TELECOM_SEED", Proofs.Seed.ToString(CultureInfo.InvariantCulture));
        }

        int wanted = int.TryParse(Environment.GetEnvironmentVariable("TELECOM_PROOF_MUTANTS"), NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : Proofs.Rounds(4, 300);
        Stopwatch clock = Stopwatch.StartNew();
        MutantCompiler compiler = new();
        string[] expected = MutantBattery.Expected(Proofs.Seed);
        (string? wrong, long ticks) = Try(compiler.Original(IsMutated), expected, withDomainTests: true, long.MaxValue);
        Assert.True(wrong is null, $"TELECOM_SEED={Proofs.Seed}: the domain itself fails: {wrong}");

        Mutant[] all = [.. compiler.Mutants(IsMutated)];
        Proofs.Numbers(9, 0).Shuffle(all);
        List<string> survivors = [];
        List<string> log = [];
        int killed = 0;
        int notCompiled = 0;
        foreach (Mutant mutant in all)
        {
            if (killed + survivors.Count == wanted || clock.Elapsed > Patience)
            {
                break;
            }

            if (compiler.Compile(mutant) is not { } image)
            {
                notCompiled++;
                continue;
            }

            (string? found, _) = Try(image, expected, IsTestedByDomain(mutant.Path), (ticks * 5) + 1_000_000);
            killed += found is null ? 0 : 1;
            log.Add($"{(found is null ? "survived" : "killed  ")} {mutant}{(found is null ? "" : $"  [{found.Split('\n')[0]}]")}");
            if (found is null)
            {
                survivors.Add(mutant.ToString());
            }
        }

        string summary = $"{killed + survivors.Count} mutants of {all.Length} possible in {clock.Elapsed.TotalSeconds:0} s: {killed} noticed, {survivors.Count} not, {notCompiled} more did not compile";
        if (wanted >= 20)
        {
            Proofs.Report("rating-mutants", summary + string.Concat(survivors.Select(one => $"; survived {one}")));
            File.WriteAllLines(Path.Combine(Directory.CreateDirectory(Path.Combine(Proofs.Root, "artifacts", "test-results")).FullName, "rating-mutants.log"), log);
        }

        // A few mutants say only that the runner works: one of them may be equivalent.
        int least = wanted >= 20 ? (killed + survivors.Count) * 8 / 10 : 1;
        Assert.True(killed >= least, $"TELECOM_SEED={Proofs.Seed}: {summary}\n{string.Join('\n', survivors)}");
    }

    private static bool IsMutated(string path) =>
        path.StartsWith("Credits/", StringComparison.Ordinal) || path.StartsWith("Availability/", StringComparison.Ordinal)
        || path.StartsWith("Ledgers/", StringComparison.Ordinal) || path == "Time/TimeSet.cs";

    private static bool IsTestedByDomain(string path) => !path.StartsWith("Credits/", StringComparison.Ordinal) && !path.StartsWith("Ledgers/", StringComparison.Ordinal);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (string? Found, long Ticks) Try(byte[] image, string[] expected, bool withDomainTests, long limit)
    {
        MutantContext world = new(image);
        try
        {
            string? found = world.Try(expected, Proofs.Seed, withDomainTests, limit);
            return (found, world.Ticks);
        }
        finally
        {
            world.Unload();
        }
    }
}
