using Telecom.Support.V1;

namespace Telecom.Support.Tests.Clocks;

/// <summary>A clock as it must be shown; instants are minutes after the report.</summary>
internal sealed record SlowReading(int Target, int? Start, int Elapsed, int Paused, int? Due, int? Done, ClockState State);
