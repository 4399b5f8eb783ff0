using Microsoft.Extensions.Options;
using Telecom.Hosting;
using Telecom.Ingestion.Checking;

namespace Telecom.Ingestion.Quotas;

/// <summary>
/// How many circuits an agent may write, and how many all of a customer's agents together. Each circuit of each agent counts, whatever it
/// measures of it. Replicas on a shared store count for themselves, each what comes to it.
/// </summary>
internal sealed partial class SeriesLimits : IDisposable
{
    private readonly Lock _lock = new();
    private readonly IngestionOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly SeriesBook _book;
    private readonly SeriesFile? _file;
    private bool _failed;

    /// <summary>Reads what is remembered.</summary>
    public SeriesLimits(IOptions<IngestionOptions> options, DataFolder data, TimeProvider clock, ILogger<SeriesLimits> logger)
        : this(options.Value, IsOn(options.Value) ? Path.Combine(data.Own, "series.txt") : null, clock, logger)
    {
    }

    /// <summary>The same with a file of its own.</summary>
    /// <param name="options">The limits.</param>
    /// <param name="path">The file; null to remember nothing.</param>
    /// <param name="clock">The clock.</param>
    /// <param name="logger">The log.</param>
    internal SeriesLimits(IngestionOptions options, string? path, TimeProvider clock, ILogger logger)
    {
        (_options, _clock, _logger) = (options, clock, logger);
        _book = new SeriesBook(options.MaxSeriesPerAgent, options.MaxSeriesPerCustomer, options.SeriesRetention.Days);
        if (path is null)
        {
            return;
        }

        _file = new SeriesFile(path);
        int oldest = Today() - options.SeriesRetention.Days;
        var newest = new Dictionary<(string Agent, string Circuit), int>();
        List<(string Agent, string Circuit)> order = [];
        foreach ((string agent, string circuit, int day) in _file.Read())
        {
            if (newest.TryAdd((agent, circuit), day))
            {
                order.Add((agent, circuit));
            }

            newest[(agent, circuit)] = day;
        }

        // In the order in which they came first: when a limit was lowered, those that were there longest stay.
        foreach ((string agent, string circuit) in order.Where(series => newest[series] > oldest))
        {
            _ = _book.Admit(agent, circuit, newest[(agent, circuit)]);
        }
    }

    /// <summary>True when anything is limited.</summary>
    public bool IsLimited => IsOn(_options);

    /// <summary>Number of series.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _book.Count;
            }
        }
    }

    /// <summary>Whether an agent may write a circuit, which then has its place.</summary>
    /// <param name="agent">Resource name of the agent.</param>
    /// <param name="circuit">Resource name of the circuit, of the same customer and in the catalogue.</param>
    /// <returns>Why not; null when it may.</returns>
    public string? Refuse(string agent, string circuit)
    {
        if (!IsLimited)
        {
            return null;
        }

        SeriesVerdict verdict;
        IReadOnlyList<(string Agent, string Circuit, int Day)>? rewrite = null;
        lock (_lock)
        {
            int today = Today();
            verdict = _book.Admit(agent, circuit, today);
            if (verdict == SeriesVerdict.Noted)
            {
                rewrite = Remember(agent, circuit, today);
            }
        }

        if (rewrite is not null)
        {
            Rewrite(rewrite);
        }

        return verdict switch
        {
            SeriesVerdict.AgentFull =>
                RefusalText.TooManySeries(circuit, "this agent", nameof(_options.MaxSeriesPerAgent), _options.MaxSeriesPerAgent),
            SeriesVerdict.CustomerFull => RefusalText.TooManySeries(
                circuit, "this customer's agents", nameof(_options.MaxSeriesPerCustomer), _options.MaxSeriesPerCustomer),
            _ => null,
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _file?.Dispose();
        }
    }

    private static bool IsOn(IngestionOptions options) => options.MaxSeriesPerAgent > 0 || options.MaxSeriesPerCustomer > 0;

    private int Today() => (int)(_clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalDays;

    /// <summary>Writes the file anew without the lock: the call that found it old waits for the disk, all others go on.</summary>
    private void Rewrite(IReadOnlyList<(string Agent, string Circuit, int Day)> all)
    {
        int? lines = null;
        Exception? failure = null;
        try
        {
            _file!.Rewrite(all);
            lines = all.Count;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            failure = exception;
        }

        lock (_lock)
        {
            try
            {
                _file!.EndRewriting(lines);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                failure ??= exception;
            }

            Note(failure);
        }
    }

    /// <summary>Writes a series down.</summary>
    /// <returns>What the file is to be written anew with; null when it stays.</returns>
    private IReadOnlyList<(string Agent, string Circuit, int Day)>? Remember(string agent, string circuit, int today)
    {
        try
        {
            _file?.Add(agent, circuit, today);
            Note(null);
            return _file?.BeginRewriting(_book);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Note(exception);
            return null;
        }
    }

    /// <summary>Says once that series are not remembered, until they are again.</summary>
    private void Note(Exception? failure)
    {
        if (failure is not null && !_failed)
        {
            Log.NotRemembered(_logger, failure);
        }

        _failed = failure is not null;
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 2401, Level = LogLevel.Warning, Message = "Series cannot be remembered over a restart; they are counted until then")]
        public static partial void NotRemembered(ILogger logger, Exception exception);
    }
}
