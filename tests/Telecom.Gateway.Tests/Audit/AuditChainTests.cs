using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Gateway.Audit;
using Telecom.Gateway.Tests.Fixtures;

namespace Telecom.Gateway.Tests.Audit;

public sealed class AuditChainTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Path.Combine(Directory.CreateTempSubdirectory("telecom-audit-").FullName, "audit");
    private readonly ManualTimeProvider _clock = new(Start);

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_folder)!, recursive: true);

    [Fact]
    public void A_chain_goes_on_over_days_and_restarts_and_is_whole()
    {
        Write(Entries(0, 3));
        Write(Entries(3, 5, TimeSpan.FromDays(1)));
        using (AuditFile file = Open())
        {
            AuditEntry[] over = [.. Entries(8, 2, TimeSpan.FromDays(1)), .. Entries(10, 2, TimeSpan.FromDays(3))];
            Assert.Equal(2, file.Append(over));
            Assert.Equal(2, file.Append(over.AsSpan(2)));
        }

        AuditVerification found = AuditChain.Verify(Files());
        Assert.True(found.IsWhole, found.Defect);
        Assert.Equal(12, found.Entries);
        Assert.Equal(3, Files().Length);
        Assert.True(AuditChain.Verify(Files().Skip(1)).IsWhole);
        Assert.Equal(found.LastHash, AuditChain.Verify(Files().Skip(2)).LastHash);
    }

    [Fact]
    public void Any_changed_byte_is_found_but_in_the_last_entry_where_the_told_hash_shows_it()
    {
        Write(Entries(0, 4));
        string file = Assert.Single(Files());
        byte[] good = File.ReadAllBytes(file);
        string hash = AuditChain.Verify([file]).LastHash;
        int last = good.AsSpan(0, good.Length - 1).LastIndexOf((byte)'\n') + 1;
        for (int i = 0; i < good.Length; i++)
        {
            byte[] changed = [.. good];
            changed[i] ^= 1;
            File.WriteAllBytes(file, changed);
            AuditVerification found = AuditChain.Verify([file]);
            Assert.True(i >= last ? !found.IsWhole || found.LastHash != hash : !found.IsWhole, $"byte {i} was changed unseen");
        }
    }

    [Fact]
    public void An_entry_that_is_missing_moved_or_doubled_is_found_at_its_line()
    {
        Write(Entries(0, 5));
        string file = Assert.Single(Files());
        string[] lines = File.ReadAllLines(file);
        Assert.Equal(3, Broken(file, [lines[0], lines[1], lines[3], lines[4]]));
        Assert.Equal(2, Broken(file, [lines[0], lines[2], lines[1], lines[3], lines[4]]));
        Assert.Equal(3, Broken(file, [lines[0], lines[1], lines[1], lines[2]]));
        Assert.Equal(2, Broken(file, [lines[0], "{}", lines[1]]));
        Assert.Equal(1, Broken(file, ["not an entry"]));
    }

    [Fact]
    public void What_a_crash_left_half_written_is_cut_off_and_the_chain_goes_on()
    {
        Write(Entries(0, 3));
        string file = Assert.Single(Files());
        byte[] whole = File.ReadAllBytes(file);
        for (int cut = 1; cut < 40; cut += 13)
        {
            File.WriteAllBytes(file, [.. whole, .. Encoding.UTF8.GetBytes("{\"number\":4,\"at\":\"2026-11-22T12:00:03.000000Z\"").AsSpan(0, cut)]);
            Assert.False(AuditChain.Verify([file]).IsWhole);
            Write(Entries(3, 2));
            AuditVerification found = AuditChain.Verify([file]);
            Assert.True(found.IsWhole, found.Defect);
            Assert.Equal(5, found.Entries);
            File.WriteAllBytes(file, whole);
        }
    }

    [Fact]
    public void Two_processes_have_a_chain_each()
    {
        using AuditFile first = Open();
        using AuditFile second = Open();
        for (int i = 0; i < 4; i++)
        {
            Assert.Equal(1, first.Append(Entries(i, 1)));
            Assert.Equal(1, second.Append(Entries(i, 1)));
        }

        Assert.Equal(2, Files().Length);
        Assert.All(Files(), file => Assert.Equal(4, AuditChain.Verify([file]).Entries));
        Assert.All(Files(), file => Assert.True(AuditChain.Verify([file]).IsWhole));
    }

    [Fact]
    public void Files_and_folder_are_the_owners_alone_and_old_files_are_deleted()
    {
        Write(Entries(0, 1, -TimeSpan.FromDays(31)));
        Write(Entries(1, 1, -TimeSpan.FromDays(30)));
        string other = Path.Combine(_folder, "audit-notes.jsonl");
        File.WriteAllText(other, "");
        Write(Entries(2, 1));
        Assert.Equal(["audit-2026-10-23.jsonl", "audit-2026-11-22.jsonl", "audit-notes.jsonl"], Files().Select(Path.GetFileName));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_folder, "audit-2026-11-22.jsonl")));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder));
        }
    }

    [Fact]
    public void A_very_long_line_is_read_whole_when_the_chain_goes_on()
    {
        Write([Entry(0, TimeSpan.Zero) with { Path = new string('x', 200_000) }]);
        Write(Entries(1, 1));
        AuditVerification found = AuditChain.Verify(Files());
        Assert.True(found.IsWhole, found.Defect);
    }

    [Fact]
    public void A_clock_that_was_set_back_over_midnight_before_a_restart_leaves_one_chain()
    {
        Write(Entries(0, 2));
        Write(Entries(2, 2, TimeSpan.FromDays(1)));
        Write(Entries(4, 2));
        Write(Entries(6, 2, TimeSpan.FromDays(1)));
        Write(Entries(8, 2, TimeSpan.FromDays(2)));
        AuditVerification found = AuditChain.Verify(Files());
        Assert.True(found.IsWhole, found.Defect);
        Assert.Equal(10, found.Entries);
        Assert.Equal([2, 6, 2], Files().Select(file => File.ReadLines(file).Count()));
    }

    [Fact]
    public void A_line_that_is_longer_than_any_entry_is_a_defect_and_is_not_read_whole()
    {
        Write(Entries(0, 2));
        string file = Assert.Single(Files());
        using (FileStream stream = File.OpenWrite(file))
        {
            stream.SetLength(3L * 1024 * 1024 * 1024);
        }

        AuditVerification found = AuditChain.Verify([file]);
        Assert.Equal((2, 3), (found.Entries, found.Line));
        Assert.Contains("no end", found.Defect, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_of_every_length_about_a_reading_step_are_read_as_they_are()
    {
        Write([.. Enumerable.Range(0, 600).Select(i => Entry(i, TimeSpan.Zero) with { Path = new string('x', i * 137 % 70_000) })]);
        AuditVerification found = AuditChain.Verify(Files());
        Assert.True(found.IsWhole, found.Defect);
        Assert.Equal(600, found.Entries);
        using FileStream file = File.OpenRead(Assert.Single(Files()));
        Assert.Equal(AuditChainEnd.Find(file, out _)!.Hash, found.LastHash);
    }

    private static AuditEntry[] Entries(int from, int count, TimeSpan later = default) => [.. Enumerable.Range(from, count).Select(i => Entry(i, later))];

    private static AuditEntry Entry(int i, TimeSpan later) => new(
        AuditKinds.Write, Start + later + TimeSpan.FromSeconds(i), "Sam \"the\" admin\n", null, ["ROLE_ADMIN"], "key", "abcdefghijkl", "POST", $"/x.Y/Do{i}",
        null, "127.0.0.1", "test", "OK", null, $"correlation-{i}", TimeSpan.FromMilliseconds(i));

    private static int Broken(string file, string[] lines)
    {
        File.WriteAllText(file, string.Concat(lines.Select(line => line + "\n")));
        AuditVerification found = AuditChain.Verify([file]);
        Assert.False(found.IsWhole);
        Assert.Equal(file, found.File);
        Assert.Equal(found.Line - 1, found.Entries);
        return found.Line;
    }

    private AuditFile Open() => new(_folder, 30, _clock, NullLogger.Instance);

    private void Write(AuditEntry[] entries)
    {
        using AuditFile file = Open();
        Assert.Equal(entries.Length, file.Append(entries));
    }

    private string[] Files() => [.. Directory.GetFiles(_folder, "audit-*").Order(StringComparer.Ordinal)];
}
