using System.Security.Cryptography;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Telecom.Catalog.V1;

namespace Telecom.Catalog.Tests;

public sealed class ContractsTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Contracts_are_listed_without_and_read_with_their_bytes()
    {
        await using CatalogRun run = await CatalogRun.StartAsync(_scratch, store: new InMemoryEventStore());
        ListContractsResponse listed = await run.Catalog.ListContractsAsync(new ListContractsRequest(), run.AsCustomer("acme"));
        string[] files = Directory.GetFiles(CatalogRun.ContractsFolder, "*.yaml");
        Assert.NotEmpty(files);
        Assert.Equal(files.Length, listed.Contracts.Count);
        Assert.Equal(listed.Contracts.Select(c => c.Name).Order(StringComparer.Ordinal), listed.Contracts.Select(c => c.Name));
        HashSet<string> onDisk = [.. files.Select(f => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f))))];
        foreach (Contract contract in listed.Contracts)
        {
            Assert.Empty(contract.Document);
            Assert.NotEmpty(contract.Title);
            Assert.NotEmpty(contract.Provider);
            Assert.NotEmpty(contract.Plans);
            Contract whole = (await run.Catalog.GetContractAsync(new GetContractRequest { Name = contract.Name }, run.Admin)).Contract;
            Assert.Equal(whole.DocumentSha256.ToByteArray(), SHA256.HashData(whole.Document.Span));
            Assert.Contains(Convert.ToHexString(whole.DocumentSha256.Span), onDisk);
        }

        RpcException unknown = await Assert.ThrowsAsync<RpcException>(
            async () => await run.Catalog.GetContractAsync(new GetContractRequest { Name = "contracts/none" }, run.Admin));
        Assert.Equal(StatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task A_wrong_document_refuses_the_start_and_every_error_of_every_file_is_logged()
    {
        string folder = CopyOfContracts();
        await File.WriteAllTextAsync(Path.Combine(folder, "broken-one.yaml"), "nonsense: [1, 2\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "broken-two.yaml"), "also: wrong\n");
        LogCapture logs = new();
        await Assert.ThrowsAsync<InvalidDataException>(() => CatalogRun.StartAsync(_scratch, store: new InMemoryEventStore(), contracts: folder, logs: logs));
        Assert.Contains(logs.Entries, e => e.Level == LogLevel.Error && e.Text.Contains("broken-one.yaml:", StringComparison.Ordinal));
        Assert.Contains(logs.Entries, e => e.Level == LogLevel.Error && e.Text.Contains("broken-two.yaml:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_same_contract_in_two_files_refuses_the_start()
    {
        string folder = CopyOfContracts();
        string first = Directory.GetFiles(folder, "*.yaml").Order(StringComparer.Ordinal).First();
        File.Copy(first, Path.Combine(folder, "zz-copy.yaml"));
        await Assert.ThrowsAsync<InvalidDataException>(() => CatalogRun.StartAsync(_scratch, store: new InMemoryEventStore(), contracts: folder));
    }

    [Fact]
    public async Task A_changed_document_is_a_new_revision_and_an_unchanged_one_is_not()
    {
        string folder = CopyOfContracts();
        InMemoryEventStore store = new();
        ulong first = await RevisionAsync(store, folder);
        Assert.Equal(first, await RevisionAsync(store, folder));
        string changed = Directory.GetFiles(folder, "*.yaml")[0];
        await File.AppendAllTextAsync(changed, "# a remark\n");
        Assert.Equal(first + 1, await RevisionAsync(store, folder));
        Assert.Equal(first + 1, await RevisionAsync(store, folder));
    }

    [Fact]
    public async Task A_contract_whose_file_is_gone_is_withdrawn_unless_a_subscription_needs_it()
    {
        string folder = CopyOfContracts();
        InMemoryEventStore store = new();
        string needed;
        await using (CatalogRun run = await CatalogRun.StartAsync(_scratch, store: store, contracts: folder))
        {
            await run.CustomerAsync("acme");
            needed = (await run.SubscriptionAsync("acme")).Contract;
        }

        Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
        LogCapture logs = new();
        await using (CatalogRun run = await CatalogRun.StartAsync(_scratch, store: store, contracts: folder, logs: logs))
        {
            Assert.Equal(needed, Assert.Single((await run.Catalog.ListContractsAsync(new ListContractsRequest(), run.Admin)).Contracts).Name);
            Assert.Contains(logs.Entries, e => e.Id.Id == 1021 && e.Text.Contains(needed, StringComparison.Ordinal));
            Assert.NotEmpty((await run.SubscriptionAsync("acme", "s2")).Name);
        }
    }

    [Fact]
    public async Task A_missing_folder_refuses_the_start()
    {
        Exception error = await Assert.ThrowsAnyAsync<Exception>(() => CatalogRun.StartAsync(_scratch, contracts: "/nowhere/at/all"));
        Assert.Contains("Contracts:Directory is \"/nowhere/at/all\"", error.Message, StringComparison.Ordinal);
    }

    private async Task<ulong> RevisionAsync(InMemoryEventStore store, string folder)
    {
        await using CatalogRun run = await CatalogRun.StartAsync(_scratch, store: store, contracts: folder);
        return (await run.Directory.GetSnapshotAsync(new GetSnapshotRequest(), run.Service)).Snapshot.Revision;
    }

    private string CopyOfContracts()
    {
        string folder = Directory.CreateDirectory(Path.Combine(_scratch.Directory, "contracts")).FullName;
        foreach (string file in Directory.GetFiles(CatalogRun.ContractsFolder, "*.yaml"))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return folder;
    }
}
