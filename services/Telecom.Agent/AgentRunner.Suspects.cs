using Telecom.Agent.Clocks;
using Telecom.Ingestion.V1;

namespace Telecom.Agent;

/// <content>What makes samples suspect.</content>
internal sealed partial class AgentRunner
{
    private void MarkStep(ClockStep step)
    {
        if (Math.Abs(step.ByUs) < (long)_configuration.Batch.SuspectStep.TotalMicroseconds)
        {
            return;
        }

        // Its last microsecond included: the probe that found the step is sent at that very instant.
        _suspects.Add(step.OldFromUs, step.OldToUs + 1, SuspectReason.ClockStep);
        _suspects.Add(step.NewFromUs, step.NewToUs + 1, SuspectReason.ClockStep);
    }

    /// <summary>The one-second slice in which the measurement stops is measured in part; slices are what availability counts.</summary>
    private void MarkHalt()
    {
        const long SliceUs = 1_000_000;
        long nowUs = _clock.Observe().At(_clock.GetTimestamp()) / 1000;
        long startUs = nowUs - (nowUs % SliceUs);
        _suspects.Add(startUs, startUs + SliceUs, SuspectReason.HaltedTest);
    }
}
