using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;

namespace Telecom.Gateway.Feed;

/// <summary>
/// Writes Server-Sent Events (WHATWG HTML, 9.2) to one reader. What is not flushed stays below a bound; a reader that does not take what
/// was flushed within the time limit is cut off.
/// </summary>
/// <param name="pipe">The response.</param>
/// <param name="json">How data are written.</param>
/// <param name="time">The clock.</param>
internal sealed class FeedWriter(PipeWriter pipe, JsonSerializerOptions json, TimeProvider time)
{
    private const int MostUnflushed = 32 * 1024;

    private long _unflushed;
    private Task<FlushResult>? _flushing;

    /// <summary>True while a flush is under way that was given up; nothing may be written before <see cref="FlushAsync"/> has ended it.</summary>
    public bool IsFlushing => _flushing is not null;

    /// <summary>True when so much was written that it has to be flushed before more is.</summary>
    public bool IsFull => _unflushed >= MostUnflushed;

    /// <summary>Says how long to wait before coming back.</summary>
    /// <param name="retry">The wait.</param>
    public void Retry(TimeSpan retry) => Text($"retry: {((long)retry.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)}\n");

    /// <summary>A position without an event: readers remember it.</summary>
    /// <param name="position">The position.</param>
    public void Position(FeedPosition position) => Text($"id: {position}\n\n");

    /// <summary>A line that readers skip.</summary>
    /// <param name="text">The comment.</param>
    public void Comment(string text) => Text($": {text}\n");

    /// <summary>Ends what stands without a position, so that it reaches the reader's parser.</summary>
    public void Blank() => Text("\n");

    /// <summary>An event.</summary>
    /// <param name="type">Its name.</param>
    /// <param name="position">Position after it; null for an event that moves no position.</param>
    /// <param name="data">Its data, written as one line of JSON.</param>
    public void Event(string type, FeedPosition? position, object data)
    {
        Text($"event: {type}\n");
        if (position is not null)
        {
            Text($"id: {position}\n");
        }

        Text("data: ");
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(data, data.GetType(), json);
        pipe.Write(bytes);
        _unflushed += bytes.Length;
        Text("\n\n");
    }

    /// <summary>Hands on what was written.</summary>
    /// <param name="most">Longest wait for the reader.</param>
    /// <param name="cancellationToken">Ends the wait, not the writing.</param>
    /// <returns>False when the reader is gone.</returns>
    /// <exception cref="TimeoutException">The reader does not take it.</exception>
    public async ValueTask<bool> FlushAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        // A flush that is given up would reset the connection; one that is still under way is waited for first.
        Task<FlushResult> flush = _flushing ?? pipe.FlushAsync(CancellationToken.None).AsTask();
        _flushing = flush;
        FlushResult result = await flush.WaitAsync(most, time, cancellationToken);
        (_flushing, _unflushed) = (null, 0);
        return !result.IsCompleted && !result.IsCanceled;
    }

    private void Text(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        pipe.Write(bytes);
        _unflushed += bytes.Length;
    }
}
