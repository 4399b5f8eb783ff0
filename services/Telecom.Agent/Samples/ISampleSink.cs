namespace Telecom.Agent.Samples;

/// <summary>Takes samples from the measurements. Never blocks: a measurement keeps its cadence whatever the disk does.</summary>
internal interface ISampleSink
{
    /// <summary>Takes a sample; one that cannot be taken is counted as lost by the agent.</summary>
    void Add(in Sample sample);
}
