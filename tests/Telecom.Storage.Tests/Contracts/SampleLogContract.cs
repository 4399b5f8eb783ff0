using Telecom.Storage.Log;
using Xunit.Abstractions;

namespace Telecom.Storage.Tests.Contracts;

/// <summary>What every engine's sample log must do. An engine is tested by one derived class.</summary>
public abstract partial class SampleLogContract(ITestOutputHelper output) : IAsyncLifetime
{
    private ISampleLogEngine? _engine;
    private ISampleLog? _log;

    protected ISampleLogEngine Engine => _engine!;

    protected ISampleLog Log => _log!;

    public async Task InitializeAsync()
    {
        _engine = await CreateEngineAsync();
        _log = await _engine.OpenAsync();
    }

    public async Task DisposeAsync()
    {
        await Log.DisposeAsync();
        await Engine.DisposeAsync();
    }

    protected abstract Task<ISampleLogEngine> CreateEngineAsync();

    protected Task<AppendResult> AppendAsync(AppendEntry entry) => Log.AppendAsync(entry, CancellationToken.None).AsTask();

    protected Task<AppendResult[]> Together(params AppendEntry[] entries) => Task.WhenAll(entries.Select(AppendAsync).ToArray());

    protected async Task ReopenAsync()
    {
        await Log.DisposeAsync();
        _log = await Engine.OpenAsync();
    }

    protected static (AppendOutcome What, ulong Durable, string Outcome) Parts(AppendResult result) =>
        (result.Outcome, result.DurableSequence, System.Text.Encoding.UTF8.GetString(result.StoredOutcome.Span));

    protected static IEnumerable<ulong> Sequences(ulong first, ulong last)
    {
        for (ulong sequence = first; sequence <= last; sequence++)
        {
            yield return sequence;
        }
    }
}
