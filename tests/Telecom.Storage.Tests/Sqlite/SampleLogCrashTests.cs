using System.Diagnostics;
using System.Globalization;
using Telecom.Storage.Tests.Support;
using Xunit.Abstractions;

namespace Telecom.Storage.Tests.Sqlite;

/// <summary>
/// kill -9 in the middle of appending, again and again, with days changing meanwhile: what was acknowledged is there, each batch once.
/// <see cref="Proofs"/> says how often.
/// </summary>
public sealed class SampleLogCrashTests(ITestOutputHelper output)
{
    private const int LaneCount = 5;

    [Fact]
    public async Task No_acknowledged_batch_is_lost_or_doubled_by_kill_9()
    {
        int kills = Proofs.Kills;
        output.WriteLine($"seed {Proofs.Seed}, {kills} kills");
        Random random = new(Proofs.Seed);
        using TempFolder folder = new();
        ulong[] acknowledged = new ulong[LaneCount];
        int lines = 0;
        for (int kill = 0; kill < kills; kill++)
        {
            lines += await RunAndKillAsync(folder.Path, random, acknowledged);
            ulong[] stored = await CrashLog.ReadAndCheckAsync(folder.Path, LaneCount);
            for (int lane = 0; lane < LaneCount; lane++)
            {
                Assert.True(stored[lane] >= CrashLog.LastWithRecord(acknowledged[lane]), $"lane {lane}: acknowledged {acknowledged[lane]}, stored {stored[lane]}");
            }
        }

        string result = $"{kills} kill -9 of the log's writer, {lines} acknowledgements, {Directory.EnumerateFiles(folder.Path, "log-*.db").Count()} day files: none lost, none doubled";
        foreach (string file in Directory.EnumerateFiles(folder.Path, "log-*.db"))
        {
            using RawSqlite raw = new(file);
            Assert.Equal("ok", raw.Run("PRAGMA integrity_check"));
        }

        output.WriteLine(result);
        Proofs.Report("storage-kill", result);
    }

    private static async Task<int> RunAndKillAsync(string folder, Random random, ulong[] acknowledged)
    {
        int lines = random.Next(1, 1500);
        using Process writer = CrashWriterProgram.Start(folder, random.Next(), LaneCount, inFlight: 8, batchesADay: random.Next(40, 2000), batches: 200_000);
        int seen = 0;
        try
        {
            while (await writer.StandardOutput.ReadLineAsync().WaitAsync(Eventually.Bound) is { } line)
            {
                string[] parts = line.Split(' ');
                Assert.True(parts is ["A", _, _, "Appended" or "Duplicate"], line);
                int lane = int.Parse(parts[1], CultureInfo.InvariantCulture);
                acknowledged[lane] = Math.Max(acknowledged[lane], ulong.Parse(parts[2], CultureInfo.InvariantCulture));
                if (++seen == lines)
                {
                    writer.Kill();
                }
            }
        }
        finally
        {
            writer.Kill();
        }

        await writer.WaitForExitAsync();
        string errors = await writer.StandardError.ReadToEndAsync();
        Assert.True(seen >= lines, $"The writer ended by itself: {errors}");
        return seen;
    }
}
