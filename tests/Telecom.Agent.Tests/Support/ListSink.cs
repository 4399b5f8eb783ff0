using Telecom.Agent.Samples;
using Telecom.Common.V1;

namespace Telecom.Agent.Tests.Support;

/// <summary>Keeps samples.</summary>
internal sealed class ListSink : ISampleSink
{
    private readonly Lock _lock = new();
    private readonly List<Sample> _samples = [];

    public IReadOnlyList<Sample> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _samples];
            }
        }
    }

    public IReadOnlyList<Sample> Of(Metric metric) => [.. All.Where(s => s.Metric == metric)];

    public void Add(in Sample sample)
    {
        lock (_lock)
        {
            _samples.Add(sample);
        }
    }
}
