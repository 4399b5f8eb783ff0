using Telecom.Support.Cases;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Alarms.Fixtures;

/// <summary>An alarm as the store has it.</summary>
internal sealed record WrittenAlarm(string Case, string Id, AlarmData Data, long RecordedAtUs)
{
    /// <summary>What it says and for when: what a test compares.</summary>
    public (AlarmKind Kind, string Clock, int Percent, long DueAtUs) Said => (Data.Kind, Data.Clock, Data.Percent, Data.DueAtUs);
}
