using Telecom.Storage.Log;
using Telecom.Storage.Tests.Support;
using Xunit.Abstractions;
using static Telecom.Storage.Tests.Support.Lanes;

namespace Telecom.Storage.Tests.Sqlite;

/// <summary>
/// One fault in the files of a log that was killed, at every byte: cut off there, or that byte turned over. Whoever opens it then finds all
/// that was acknowledged, or is told that the file is damaged; never anything else.
/// </summary>
public sealed class SampleLogTornTests(ITestOutputHelper output)
{
    private const int Batches = 9;

    private static bool Full => Environment.GetEnvironmentVariable("TELECOM_PROOFS") == "full";

    [Fact]
    public async Task Every_byte_of_the_last_two_groups_of_records()
    {
        Dictionary<string, byte[]> image = await KilledAsync(closed: false);
        string file = Assert.Single(image.Keys, static name => name.EndsWith(".records", StringComparison.Ordinal));
        byte[] bytes = image[file];
        int second = GroupStarts(bytes)[^2];
        await ProveAsync("storage-torn-records", image, file, second, stride: 1);
    }

    [Fact]
    public async Task Bytes_of_the_write_ahead_log_of_the_index()
    {
        Dictionary<string, byte[]> image = await KilledAsync(closed: false);
        string file = Assert.Single(image.Keys, static name => name.EndsWith(".db-wal", StringComparison.Ordinal));

        // The frames of the last two groups: each wrote its pages again.
        int from = Math.Max(0, image[file].Length - (8 * (24 + 4096)));
        await ProveAsync("storage-torn-wal", image, file, from, stride: Full ? 1 : 211);
    }

    [Fact]
    public async Task Bytes_of_the_index()
    {
        Dictionary<string, byte[]> image = await KilledAsync(closed: true);
        string file = Assert.Single(image.Keys, static name => name.EndsWith(".db", StringComparison.Ordinal));
        await ProveAsync("storage-torn-index", image, file, from: 0, stride: Full ? 7 : 499);
    }

    private async Task ProveAsync(string proof, Dictionary<string, byte[]> image, string file, int from, int stride)
    {
        output.WriteLine($"seed {Proofs.Seed}");
        int refused = 0;
        int whole = 0;
        byte[] good = image[file];
        for (int at = from + (stride == 1 ? 0 : Proofs.Seed % stride); at < good.Length; at += stride)
        {
            byte[] turned = [.. good];
            turned[at] ^= 0xff;
            foreach ((string what, byte[] bytes) in new[] { ("cut", good[..at]), ("turned", turned) })
            {
                string? wrong = await OpenAsync(new Dictionary<string, byte[]>(image) { [file] = bytes });
                Assert.True(wrong is null or "", $"{file} {what} at byte {at} of {good.Length}: {wrong}");
                _ = wrong is null ? refused++ : whole++;
            }
        }

        Assert.True(refused + whole > 0);
        string result = $"{refused + whole} faults (cut, turned) from byte {from} of {good.Length} of {file[file.LastIndexOf('.')..]}, every {stride}.: {refused} refused as damaged, {whole} with all that was acknowledged";
        output.WriteLine(result);
        Proofs.Report(proof, result);
    }

    // Null when it is refused, empty when everything is there, else what is wrong.
    private static async Task<string?> OpenAsync(Dictionary<string, byte[]> image)
    {
        using TempFolder folder = new();
        foreach ((string name, byte[] bytes) in image)
        {
            await File.WriteAllBytesAsync(folder.File(name), bytes);
        }

        await using SqliteSampleLogEngine engine = new(folder.Path);
        try
        {
            await using ISampleLog log = await engine.OpenAsync();
            ProducerPosition? position = await log.GetProducerAsync(Lane(), CancellationToken.None);
            if (position != new ProducerPosition(Lane(), Batches, 3 * Batches, 0))
            {
                return $"the lane stands at {position}";
            }

            List<LogEntry> stored = await log.ReadAllAsync(Lane());
            if (!stored.Select(SequenceOf).SequenceEqual(Enumerable.Range(1, Batches).Select(static i => (ulong)i)))
            {
                return $"it has {string.Join(",", stored.Select(SequenceOf))}";
            }

            for (int i = 0; i < stored.Count; i++)
            {
                if (!stored[i].Record.Span.SequenceEqual(Record(Lane(), (ulong)i + 1, 16)))
                {
                    return $"record {i + 1} has other bytes";
                }
            }

            AppendResult again = await log.AppendAsync(Batch(Lane(), Batches, length: 16), CancellationToken.None);
            return again.Outcome == AppendOutcome.Duplicate ? "" : $"its last batch was taken again as {again.Outcome}";
        }
        catch (StoreFileException e) when (e.Problem is not StoreFileProblem.InUse)
        {
            return null;
        }
    }

    // The files of a log while it is open, as a kill leaves them, or closed.
    private static async Task<Dictionary<string, byte[]>> KilledAsync(bool closed)
    {
        await using SqliteSampleLogEngine engine = new();
        ISampleLog log = await engine.OpenAsync();
        for (ulong sequence = 1; sequence <= Batches; sequence++)
        {
            await log.AppendAsync(Batch(Lane(), sequence, length: 16), CancellationToken.None);
        }

        if (closed)
        {
            await log.DisposeAsync();
        }

        Dictionary<string, byte[]> image = Directory.GetFiles(engine.Folder, "log-*")
            .Where(static file => !file.EndsWith("-shm", StringComparison.Ordinal))
            .ToDictionary(static file => Path.GetFileName(file), ReadShared);
        if (!closed)
        {
            await log.DisposeAsync();
        }

        return image;
    }

    private static byte[] ReadShared(string file)
    {
        using FileStream stream = new(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static List<int> GroupStarts(byte[] records)
    {
        List<int> starts = [];
        for (int at = 0; at < records.Length;)
        {
            starts.Add(at);
            at += BitConverter.ToInt32(records, at + 4) + (int)BitConverter.ToInt64(records, at + 8);
        }

        return starts;
    }
}
