using Microsoft.Extensions.Logging.Abstractions;
using Telecom.EndToEnd.Tests.Harness;
using Telecom.Sla.Domain.Names;
using Telecom.Storage.Cells;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite;

namespace Telecom.EndToEnd.Tests;

/// <summary>"telecom store" and "telecom rebuild", as an operator types them (docs/operations.md).</summary>
public sealed class StoreCommandTests
{
    private static readonly Dictionary<string, string?> Environment = new()
    {
        ["Contracts__Directory"] = Path.Combine(Paths.Root, "contracts"),
    };

    [Fact]
    public async Task A_running_suite_is_checked_and_backed_up_and_copied_when_it_has_stopped()
    {
        string folder = Directory.CreateTempSubdirectory("telecom-store-").FullName;
        string data = Path.Combine(folder, "data");
        string backup = Path.Combine(folder, "backup");
        string copy = Path.Combine(folder, "copy");
        try
        {
            await using (ManagedProcess up = Start(folder, "up", "--data", data, "--listen", "http://127.0.0.1:0"))
            {
                await Until.Async("the suite runs", TimeSpan.FromMinutes(2), () => Task.FromResult(up.Output), output => output.Contains("admin key", StringComparison.Ordinal) || up.HasExited);
                Assert.False(up.HasExited, up.Output);
                await ExpectAsync(0, "files are sound", folder, "store", "check", "--data", data);
                await ExpectAsync(0, "SHA256SUMS", folder, "store", "backup", "--data", data, "--to", backup);
                await ExpectAsync(2, "is not empty", folder, "store", "backup", "--data", data, "--to", backup);
                await ExpectAsync(2, "exactly one process may write it", folder, "store", "copy", "--from", $"sqlite:{data}", "--to", $"sqlite:{copy}");
                await ExpectAsync(2, "exactly one process may write it", folder, "rebuild", "--data", data);

                // What it was backed up to can be compared meanwhile.
                await ExpectAsync(0, "equal", folder, "rebuild", "--check", "--data", backup);
                Assert.Equal(0, await up.TerminateAsync(TimeSpan.FromMinutes(1)));
            }

            await ExpectAsync(0, "equal", folder, "store", "copy", "--from", $"sqlite:{data}", "--to", $"sqlite:{copy}");
            await ExpectAsync(0, "files are sound", folder, "store", "check", "--data", copy);
            await ExpectAsync(2, "finished before", folder, "store", "copy", "--from", $"sqlite:{data}", "--to", $"sqlite:{copy}");
            await ExpectAsync(0, "equal", folder, "rebuild", "--data", copy);

            byte[] cells = await File.ReadAllBytesAsync(Path.Combine(copy, "sla", "cells.db"));
            Array.Fill(cells, (byte)0x55, 16384, 16384);
            await File.WriteAllBytesAsync(Path.Combine(copy, "sla", "cells.db"), cells);
            await ExpectAsync(1, "damaged", folder, "store", "check", "--data", copy);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_copy_that_is_killed_in_any_of_its_phases_goes_on()
    {
        string folder = Directory.CreateTempSubdirectory("telecom-store-kill-").FullName;
        string[] copy = ["store", "copy", "--from", $"sqlite:{Path.Combine(folder, "data")}", "--to", $"sqlite:{Path.Combine(folder, "copy")}"];
        try
        {
            await FillAsync(Path.Combine(folder, "data"));
            foreach (string phase in (string[])["records  ", "lanes and content keys", "comparing records", "cells  ", "comparing cells"])
            {
                await using ManagedProcess process = Start(folder, copy);
                await Until.Async(phase, TimeSpan.FromMinutes(1), () => Task.FromResult(process.Output), output => output.Contains(phase, StringComparison.Ordinal) || process.HasExited);
                Assert.False(process.HasExited && process.ExitCode == 0, "it was done before it was killed");
                await process.KillHardAsync();
            }

            await ExpectAsync(0, "gone on with and copied", folder, copy);
            await ExpectAsync(0, "files are sound", folder, "store", "check", "--data", Path.Combine(folder, "copy"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Wrong_arguments_are_named_with_what_is_allowed()
    {
        string folder = Path.GetTempPath();
        await ExpectAsync(2, "no such folder", folder, "store", "check", "--data", Path.Combine(folder, $"absent-{Guid.NewGuid():N}"));
        await ExpectAsync(2, "sqlite:FOLDER or redis:HOST:PORT", folder, "store", "copy", "--from", "data", "--to", "sqlite:x");
        await ExpectAsync(2, "not together with --check", folder, "rebuild", "--check", "--repair");
    }

    [Theory]
    [InlineData("./telecom store check")]
    [InlineData("./telecom store backup")]
    [InlineData("./telecom store copy")]
    [InlineData("./telecom rebuild")]
    public void The_guide_of_operations_names_the_commands(string command) =>
        Assert.Contains(command, File.ReadAllText(Path.Combine(Paths.Root, "docs", "operations.md")), StringComparison.Ordinal);

    // Cells of every partition and a few thousand records, so that each phase takes longer than killing it.
    private static async Task FillAsync(string data)
    {
        const int partitions = 8;
        Random random = new(1);
        await using SqliteSampleLog log = await SqliteSampleLog.OpenAsync(
            new SqliteSampleLogOptions { Folder = Path.Combine(data, "ingestion"), Partitions = partitions }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        for (ulong sequence = 1; sequence <= 500; sequence++)
        {
            byte[] record = new byte[3000];
            random.NextBytes(record);
            await Task.WhenAll(Enumerable.Range(0, 12).Select(lane => log.AppendAsync(
                new AppendEntry(new ProducerLane("customers/acme/agents/probe", new SpoolEpoch(7), (uint)lane), sequence, record, 1, 0, default), CancellationToken.None).AsTask()));
        }

        await using SqliteMeasurementStore cells = await SqliteMeasurementStore.OpenAsync(
            new SqliteMeasurementStoreOptions { Folder = Path.Combine(data, "sla") }, TimeProvider.System, NullLogger.Instance, CancellationToken.None);
        for (int partition = 0; partition < partitions; partition++)
        {
            PartitionLease lease = (await cells.AcquireLeaseAsync(partition, Guid.NewGuid(), TimeSpan.FromSeconds(10), CancellationToken.None))!;
            CellWrite[] writes = [.. Enumerable.Range(0, 3000).Select(i => new CellWrite(new CellKey("customers/acme/circuits/line", "customers/acme/agents/probe", 29_000_000 + i), new byte[200]))];
            LogPosition last = (await log.GetRangeAsync(partition, CancellationToken.None)).Last;
            Assert.True(await cells.ApplyAsync(lease, LogPosition.Start, last, new FoldWrites(writes, [], []), CancellationToken.None));
            await cells.ReleaseLeaseAsync(lease, CancellationToken.None);
        }
    }

    private static ManagedProcess Start(string folder, params string[] arguments) =>
        ManagedProcess.StartProgram("Telecom.Suite", "telecom", arguments, Environment, folder);

    private static async Task ExpectAsync(int code, string told, string folder, params string[] arguments)
    {
        await using ManagedProcess process = Start(folder, arguments);
        int actual = await process.WaitForExitAsync(TimeSpan.FromMinutes(1));
        Assert.True(actual == code, $"{string.Join(' ', arguments)}: {actual} instead of {code}\n{process.Output}");
        Assert.Contains(told, process.Output, StringComparison.Ordinal);
    }
}
