using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.Hosting;
using Telecom.Sla.Tests.Fakes;
using Telecom.Sla.V1;
using Telecom.Storage.Log;
using Telecom.Storage.Sqlite;

namespace Telecom.Sla.Tests.Service;

/// <summary>
/// One run of the real service on loopback and the embedded store. The test plays Ingestion: it writes the log. The catalogue is away
/// for good; the service works on from the snapshot on its disk.
/// </summary>
internal sealed class SlaRun : IAsyncDisposable
{
    private bool _disposed;

    private SlaRun(Scratch scratch, ShiftedClock clock, WebApplication app, LogCapture logs)
    {
        Scratch = scratch;
        Clock = clock;
        App = app;
        Logs = logs;
        Channel = GrpcChannel.ForAddress(app.Urls.Single());
    }

    public Scratch Scratch { get; }

    public ShiftedClock Clock { get; }

    public WebApplication App { get; }

    public LogCapture Logs { get; }

    public GrpcChannel Channel { get; }

    public SlaService.SlaServiceClient Sla => new(Channel);

    public Metadata Viewer => AsCustomer("acme");

    public static async Task<SlaRun> StartAsync(
        Scratch scratch,
        ShiftedClock clock,
        CatalogSnapshot? snapshot = null,
        Action<IServiceCollection>? replace = null,
        Dictionary<string, string?>? settings = null)
    {
        if (snapshot is not null)
        {
            string folder = Path.Combine(scratch.Directory, "sla");
            Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(Path.Combine(folder, "catalog-snapshot.binpb"), snapshot.ToByteArray());
        }

        LogCapture logs = new();
        Dictionary<string, string?> all = new()
        {
            ["Listen:Address"] = "http://127.0.0.1:0",
            ["Data:Directory"] = scratch.Directory,
            ["Services:catalog:Address"] = "http://127.0.0.1:1",
            ["Services:ingestion:Address"] = "http://127.0.0.1:1",
            ["Services:support:Address"] = "http://127.0.0.1:1",
            ["Sla:Fold:GatherInterval"] = "00:00:00",
            ["Sla:Fold:ErrorRetry"] = "00:00:00.05",
        };
        foreach ((string key, string? value) in settings ?? [])
        {
            all[key] = value;
        }

        WebApplication app = SlaHost.Build([], all, services =>
        {
            services.AddLogging(l => l.ClearProviders().AddProvider(logs));
            services.AddSingleton<TimeProvider>(clock);
            replace?.Invoke(services);
        });
        try
        {
            await app.StartAsync();
            return new SlaRun(scratch, clock, app, logs);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>The log as Ingestion has it.</summary>
    public static Task<SqliteSampleLog> OpenLogAsync(Scratch scratch, TimeProvider clock) => SqliteSampleLog.OpenAsync(
        new SqliteSampleLogOptions { Folder = Path.Combine(scratch.Directory, "ingestion"), Partitions = 8 }, clock, NullLogger.Instance, default);

    /// <summary>Appends; a sequence number that the batches leave out was a batch of which Ingestion refused every sample.</summary>
    public static async Task AppendAsync(SqliteSampleLog log, IEnumerable<Batch> batches)
    {
        foreach (Batch batch in batches)
        {
            ulong durable = (await log.GetProducerAsync(batch.Lane, default))?.DurableSequence ?? 0;
            while (++durable < batch.Sequence)
            {
                await log.AppendAsync(new AppendEntry(batch.Lane, durable, default, 0, 3, default), default);
            }

            AppendResult result = await log.AppendAsync(new AppendEntry(batch.Lane, batch.Sequence, batch.ToBytes(), batch.Samples.Count, 0, default), default);
            Assert.Equal(AppendOutcome.Appended, result.Outcome);
        }
    }

    public Metadata As(Caller caller, string issuer = "gateway")
    {
        ITokenIssuer tokens = IdentityKeys.OpenIssuer(Scratch.Identity, issuer, Clock);
        return new Metadata { { "authorization", $"Bearer {tokens.Issue(caller, TimeSpan.FromHours(1))}" } };
    }

    public Metadata AsCustomer(string customer) => As(new Caller("Jo", customer, new HashSet<Role> { Role.CustomerViewer }, null));

    public Metadata AsStaff(Role role = Role.Support) => As(new Caller("Sam", null, new HashSet<Role> { role }, null));

    public async Task<CircuitStatus> StatusAsync(string circuit, string month = "", long asOfUs = 0) =>
        (await Sla.GetStatusAsync(new GetStatusRequest { Name = circuit, Month = month, AsOfUs = asOfUs }, AsStaff())).Status;

    /// <summary>Waits until everything that was appended is counted.</summary>
    public Task CountedAsync(IReadOnlyCollection<Batch> batches) => Until.TrueAsync(async () =>
    {
        foreach (IGrouping<string, Batch> agent in batches.GroupBy(b => b.Lane.Agent))
        {
            ListFoldProgressResponse progress = await Sla.ListFoldProgressAsync(new ListFoldProgressRequest { Parent = agent.Key, PageSize = 1000 }, AsStaff());
            foreach (IGrouping<Domain.Names.ProducerLane, Batch> lane in agent.GroupBy(b => b.Lane))
            {
                ByteString epoch = ByteString.CopyFrom(lane.Key.Epoch.ToBytes());
                FoldProgress? folded = progress.Lanes.SingleOrDefault(l => l.Lane == lane.Key.Lane && l.SpoolEpoch == epoch);
                if (folded is null || folded.FoldedSequence < lane.Max(b => b.Sequence))
                {
                    return false;
                }
            }
        }

        return true;
    });

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        Channel.Dispose();
        await App.StopAsync();
        await App.DisposeAsync();
    }
}
