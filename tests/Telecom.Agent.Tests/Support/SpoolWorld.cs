using Telecom.Agent.Samples;
using Telecom.Agent.Spooling;
using Telecom.Ingestion.V1;

namespace Telecom.Agent.Tests.Support;

/// <summary>A spool in a folder of its own, which can be closed and opened again as often as a test likes.</summary>
internal sealed class SpoolWorld : IDisposable
{
    public const string Circuit = "customers/acme/circuits/a";
    public const long BaseUs = 1_770_000_000_000_000;

    private readonly TempFolder _folder = new();
    private SampleSpool? _spool;
    private long _next;

    public SpoolWorld(SpoolOptions? options = null, TimeProvider? time = null)
    {
        Time = time ?? new ManualTime();
        Options = (options ?? new SpoolOptions { Directory = "" }) with { Directory = _folder.Path };
        Reopen();
    }

    public TimeProvider Time { get; }

    public SpoolOptions Options { get; set; }

    public SampleSpool Spool => _spool ?? throw new InvalidOperationException("closed");

    public ListLogger Log { get; } = new();

    public string[] Segments => [.. Directory.GetFiles(Path.Combine(_folder.Path, "log")).Order(StringComparer.Ordinal)];

    public string RejectedPath => _folder.File(RejectedFile.FileName);

    public string[] RetryFiles => Directory.GetFiles(_folder.File("retry"));

    /// <summary>Every instant spooled through <see cref="Append"/>, by sequence at that time.</summary>
    public List<long> Appended { get; } = [];

    public string File(string name) => _folder.File(name);

    public void Close()
    {
        _spool?.Dispose();
        _spool = null;
    }

    public SampleSpool Reopen()
    {
        Close();
        _spool = SampleSpool.Open(Options, Time, Log.CreateLogger(nameof(SampleSpool)));
        return _spool;
    }

    /// <summary>Spools a batch of loss samples with instants of their own.</summary>
    public ulong Append(int samples = 1)
    {
        Sample[] made = [.. Enumerable.Range(0, samples).Select(_ => Sample.Loss(Circuit, BaseUs + _next++, 1, 0))];
        SampleBatch batch = SampleBatches.Build(made);
        Assert.Equal(AppendOutcome.Appended, Spool.TryAppend(batch, null));
        Appended.AddRange(made.Select(s => s.InstantUs));
        return batch.Sequence;
    }

    /// <summary>Instants of the samples of a batch.</summary>
    public long[] Read(ulong sequence)
    {
        Assert.True(Spool.TryRead(sequence, out SpooledBatch batch));
        Assert.Equal(sequence, batch.Sequence);
        return [.. SampleBatches.Rows(batch.Batch, Common.V1.Metric.Loss).Select(s => s.InstantUs)];
    }

    /// <summary>Instants of all samples from a batch on.</summary>
    public long[] ReadFrom(ulong sequence)
    {
        List<long> instants = [];
        for (; sequence <= Spool.LastSequence; sequence++)
        {
            instants.AddRange(Read(sequence));
        }

        return [.. instants];
    }

    public void Dispose()
    {
        Close();
        _folder.Dispose();
    }
}
