using System.Diagnostics;
using Telecom.Benchmarks.Clocks;
using Telecom.Benchmarks.Load;
using Telecom.Benchmarks.Reporting;
using Telecom.Benchmarks.Servers;
using Telecom.Sla.Domain.Time;
using Telecom.Storage.Sqlite;
using Telecom.Support.V1;
using WireRange = Telecom.Common.V1.TimeRange;

namespace Telecom.Benchmarks.Parts;

/// <summary>What open cases cost: memory, the start, a minute in which nothing happens, a report, and how late a wave of alarms is written.</summary>
internal sealed class ClocksPart : IPart
{
    private const int Cases = 1_000_000;
    private const int Wave = 10_000;
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public string Name => "Open cases and their clocks";

    /// <inheritdoc/>
    public async Task RunAsync(BenchContext bench, CancellationToken cancellationToken)
    {
        int cases = bench.Count(Cases);
        string folder = bench.NewFolder();
        var stock = new CaseStock();
        await using (SqliteEventStore store = await SupportProcess.OpenStoreAsync(folder, cancellationToken))
        {
            await stock.FillAsync(store, cases, Now(), cancellationToken);
        }

        bench.Progress($"{cases} cases are stored");
        (long managedBefore, long residentBefore) = Memory();
        long start = Stopwatch.GetTimestamp();
        TimeSpan processorBefore = Environment.CpuUsage.TotalTime;
        await using SupportProcess support = await SupportProcess.StartAsync(folder, cancellationToken);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        TimeSpan processor = Environment.CpuUsage.TotalTime - processorBefore;
        if (support.Book.Counts != (cases, cases))
        {
            throw new ReconciliationException($"{cases} cases were stored, {support.Book.Counts.All} are known, {support.Book.Counts.WithAlarms} of them with an alarm to come");
        }

        AddStart(bench, cases, seconds, processor);
        AddMemory(bench, cases, managedBefore, residentBefore);
        await IdleAsync(bench, cases, cancellationToken);
        await ReportAsync(bench, support, cases, cancellationToken);
        await WaveAsync(bench, stock, support, cancellationToken);
    }

    private static UtcInstant Now() => UtcInstant.From(TimeProvider.System.GetUtcNow());

    private static (long Managed, long Resident) Memory()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return (GC.GetTotalMemory(forceFullCollection: true), ProcessorClock.ResidentBytes(Environment.ProcessId));
    }

    private void AddStart(BenchContext bench, int cases, double seconds, TimeSpan processor)
    {
        bench.Add(new Figure(Name, $"start with {cases} open cases, all alarms rebuilt", seconds, "s")
        {
            Goal = 60,
            AtMost = true,
            Note = FormattableString.Invariant($"two events and two clocks a case; {processor.TotalSeconds:0.0} s of processor time, {processor.TotalMicroseconds / cases:0} us a case"),
        });
        bench.Progress(FormattableString.Invariant($"started in {seconds:0.0} s, {processor.TotalSeconds:0.0} s of processor time"));
    }

    private void AddMemory(BenchContext bench, int cases, long managedBefore, long residentBefore)
    {
        (long managed, long resident) = Memory();
        bench.Add(new Figure(Name, "managed memory of an open case", (double)(managed - managedBefore) / cases, "bytes")
        {
            Goal = 600,
            AtMost = true,
            Note = FormattableString.Invariant($"{(managed - managedBefore) / 1048576.0:0} MiB more than before the start, after a collection"),
        });
        bench.Add(new Figure(Name, "resident memory of an open case", (double)(resident - residentBefore) / cases, "bytes")
        {
            Note = FormattableString.Invariant($"{residentBefore / 1048576.0:0} MiB before the start, {resident / 1048576.0:0} MiB after it and a collection; the whole service in this process"),
        });
        bench.Progress(FormattableString.Invariant($"{(double)(managed - managedBefore) / cases:0} bytes a case managed, {(double)(resident - residentBefore) / cases:0} resident"));
    }

    private async Task IdleAsync(BenchContext bench, int cases, CancellationToken cancellationToken)
    {
        TimeSpan length = bench.Length(60);
        TimeSpan before = Environment.CpuUsage.TotalTime;
        await Task.Delay(length, TimeProvider.System, cancellationToken);
        double milliseconds = (Environment.CpuUsage.TotalTime - before).TotalMilliseconds * 60 / length.TotalSeconds;
        bench.Add(new Figure(Name, $"a minute with {cases} open cases in which nothing is due", milliseconds, "ms of CPU") { Note = "the whole service, with the services that it follows away" });
        bench.Progress(FormattableString.Invariant($"an idle minute: {milliseconds:0} ms of processor time"));
    }

    private async Task ReportAsync(BenchContext bench, SupportProcess support, int cases, CancellationToken cancellationToken)
    {
        long now = Now().Microseconds;
        var request = new GetAttainmentRequest { Parent = "customers/-", Reported = new WireRange { StartUs = now - (30 * UtcInstant.PerDay), EndUs = now } };
        long start = Stopwatch.GetTimestamp();
        GetAttainmentResponse report = await support.Reports.GetAsync(null, request, cancellationToken);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (report.CaseCount != cases)
        {
            throw new ReconciliationException($"{cases} cases were stored, the report counts {report.CaseCount}");
        }

        bench.Add(new Figure(Name, $"report of {cases} cases, every clock rated", seconds, "s") { Note = FormattableString.Invariant($"{seconds * 1e6 / cases:0} us a case, on one core; the cases are copied out 256 at a time, so that nothing waits for it") });
        bench.Progress(FormattableString.Invariant($"a report in {seconds:0.0} s"));
    }

    private async Task WaveAsync(BenchContext bench, CaseStock stock, SupportProcess support, CancellationToken cancellationToken)
    {
        int wave = bench.Count(Wave);
        int others = support.Book.Counts.All;
        UtcInstant at = Now().Plus((long)bench.Length(30).TotalMicroseconds + 2 * UtcInstant.PerSecond);
        await stock.AddWaveAsync(support.Store, wave, at, Now(), cancellationToken);
        await support.Book.CatchUpAsync(cancellationToken);
        if (Now() >= at || support.Book.Counts.WithAlarms != others + wave)
        {
            throw new ReconciliationException($"the wave of {wave} alarms was not ready before its instant");
        }

        TimeSpan before = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        while (support.Alarms.Count < wave)
        {
            if (Stopwatch.GetElapsedTime(start) > Bound)
            {
                throw new ReconciliationException($"{support.Alarms.Count} of {wave} alarms were written within {Bound}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, cancellationToken);
        }

        TimeSpan processor = Environment.CpuUsage.TotalTime - before;
        await support.Book.CatchUpAsync(cancellationToken);
        IReadOnlyList<(string Case, long AtUs)> written = support.Alarms.Written;
        if (written.Count != wave || written.DistinctBy(alarm => alarm.Case).Count() != wave)
        {
            throw new ReconciliationException($"{wave} alarms were due, {written.Count} were written of {written.DistinctBy(alarm => alarm.Case).Count()} cases");
        }

        AddWave(bench, [.. written.Select(alarm => alarm.AtUs - at.Microseconds).Order()], processor);
    }

    private void AddWave(BenchContext bench, long[] late, TimeSpan processor)
    {
        foreach ((string name, long us) in new[] { ("first", late[0]), ("p50", Statistics.Percentile(late, 50)), ("p99", Statistics.Percentile(late, 99)), ("last", late[^1]) })
        {
            bench.Add(new Figure(Name, $"{late.Length} alarms due at one instant, due to durable, {name}", us / 1000.0, "ms"));
        }

        double perSecond = late.Length * 1e6 / late[^1];
        bench.Add(new Figure(Name, $"{late.Length} alarms due at one instant", perSecond, "alarms per second")
        {
            Note = FormattableString.Invariant($"each written once; {processor.TotalMicroseconds / late.Length:0} us of processor time an alarm"),
        });
        bench.Progress(FormattableString.Invariant($"{late.Length} alarms: {perSecond:0} a second, p99 {Statistics.Percentile(late, 99) / 1000.0:0} ms late"));
    }
}
