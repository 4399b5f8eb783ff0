using Telecom.Sla.Domain.Names;
using Telecom.Storage.Log;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>What a group of appends did, once its transaction is final.</summary>
/// <param name="Results">One for each append of the group, in its order.</param>
/// <param name="Changes">New states of the lanes that moved.</param>
/// <param name="Records">Records stored.</param>
/// <param name="Bytes">Their bytes.</param>
internal sealed record GroupResult(AppendResult[] Results, IReadOnlyDictionary<ProducerLane, LaneState> Changes, int Records, long Bytes);
