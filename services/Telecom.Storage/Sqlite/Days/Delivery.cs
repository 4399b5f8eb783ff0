using Telecom.Storage.Log;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>
/// Answers some callers of a group on a pool thread, one after another: waking a thread costs more than most callers do with an answer,
/// so that not each gets its own.
/// </summary>
internal sealed class Delivery : IThreadPoolWorkItem
{
    private const int Most = 8;
    private readonly PendingAppend[] _appends;
    private readonly AppendResult[]? _results;
    private readonly Exception? _failure;
    private readonly int _from;

    private Delivery(PendingAppend[] appends, AppendResult[]? results, Exception? failure, int from)
    {
        _appends = appends;
        _results = results;
        _failure = failure;
        _from = from;
    }

    /// <summary>Answers a group that was committed.</summary>
    public static void Of(PendingAppend[] appends, AppendResult[] results) => Of(appends, results, failure: null);

    /// <summary>Answers a group that was not stored.</summary>
    public static void Of(PendingAppend[] appends, Exception failure) => Of(appends, results: null, failure);

    /// <inheritdoc/>
    public void Execute()
    {
        for (int i = _from; i < Math.Min(_from + Most, _appends.Length); i++)
        {
            if (_results is { } results)
            {
                _appends[i].Complete(results[i]);
            }
            else
            {
                _appends[i].Fail(_failure!);
            }
        }
    }

    private static void Of(PendingAppend[] appends, AppendResult[]? results, Exception? failure)
    {
        for (int from = 0; from < appends.Length; from += Most)
        {
            ThreadPool.UnsafeQueueUserWorkItem(new Delivery(appends, results, failure, from), preferLocal: false);
        }
    }
}
