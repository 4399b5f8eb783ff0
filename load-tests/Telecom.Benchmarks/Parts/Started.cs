namespace Telecom.Benchmarks.Parts;

/// <summary>What a part started, stopped in the opposite order at its end.</summary>
internal sealed class Started : IAsyncDisposable
{
    /// <summary>What was started so far.</summary>
    public List<IAsyncDisposable> Things { get; } = [];

    /// <summary>Keeps something.</summary>
    public T Keep<T>(T thing)
        where T : IAsyncDisposable
    {
        Things.Add(thing);
        return thing;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (IAsyncDisposable thing in Enumerable.Reverse(Things))
        {
            await thing.DisposeAsync();
        }
    }
}
