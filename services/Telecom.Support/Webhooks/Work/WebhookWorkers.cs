using System.Collections.Concurrent;
using Telecom.Support.Webhooks.State;

namespace Telecom.Support.Webhooks.Work;

/// <summary>The workers that run, one for each webhook.</summary>
internal sealed class WebhookWorkers(WebhookWork work, WebhookRegistry registry)
{
    /// <summary>Positions that an idle webhook may lag behind; what lies there is read again after a restart.</summary>
    private const long MinSilence = 10_000;

    /// <summary>Saying so moves the feed's position itself: the more webhooks, the rarer, so that they do not keep each other talking.</summary>
    private const long SilencePerWorker = 20;

    private readonly ConcurrentDictionary<string, (WebhookWorker Worker, Task Run)> _workers = new();

    /// <summary>When the oldest undelivered event was recorded, microseconds since the Unix epoch; null: everything is delivered.</summary>
    public long? OldestRecordedAtUs => _workers.Values
        .Select(running => (long?)running.Worker.OldestRecordedAtUs).Where(recorded => recorded > 0).Min();

    /// <summary>Starts the workers that are missing and forgets those that have ended.</summary>
    /// <param name="stopping">Ends the workers.</param>
    public void Start(CancellationToken stopping)
    {
        foreach ((string name, (_, Task run)) in _workers)
        {
            if (run.IsCompleted)
            {
                _ = _workers.TryRemove(name, out _);
            }
        }

        foreach (WebhookState state in registry.Live)
        {
            if (!_workers.ContainsKey(state.Name))
            {
                // It must be told what comes before it reads what is there, or an event in between would be missed.
                WebhookWorker worker = work.WorkerOf(state.Name);
                var listed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _workers[state.Name] = (worker, RunAsync(worker, listed.Task, stopping));
                listed.SetResult();
            }
        }
    }

    /// <summary>True when a webhook has a worker.</summary>
    /// <param name="name">Its resource name.</param>
    public bool Has(string name) => _workers.ContainsKey(name);

    /// <summary>A webhook has changed.</summary>
    /// <param name="name">Its resource name.</param>
    public void Wake(string name)
    {
        if (_workers.TryGetValue(name, out (WebhookWorker Worker, Task Run) running))
        {
            running.Worker.Wake();
        }
    }

    /// <summary>Tells workers what the feed has.</summary>
    /// <param name="seen">Positions of new events by id of the customer, ascending.</param>
    /// <param name="position">Position up to which the store was read.</param>
    public void Saw(ILookup<string, long> seen, long position)
    {
        long silence = Math.Max(MinSilence, SilencePerWorker * _workers.Count);
        foreach ((string name, (WebhookWorker worker, _)) in _workers)
        {
            foreach (long one in seen[name.Split('/')[1]])
            {
                worker.Saw(one);
            }

            worker.Passed(position, silence);
        }
    }

    /// <summary>Completes when all workers have ended.</summary>
    public Task EndAsync() => Task.WhenAll(_workers.Values.Select(running => running.Run));

    private static async Task RunAsync(WebhookWorker worker, Task listed, CancellationToken stopping)
    {
        await listed;
        await worker.RunAsync(stopping);
    }
}
