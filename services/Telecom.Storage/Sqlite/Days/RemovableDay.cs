using Telecom.Storage.Log;

namespace Telecom.Storage.Sqlite.Days;

/// <summary>A day whose file may be unlinked.</summary>
/// <param name="Day">The day.</param>
/// <param name="Lasts">Its last record of every partition that has one in it.</param>
/// <param name="Records">Its records.</param>
internal sealed record RemovableDay(LogDay Day, IReadOnlyList<(int Partition, LogPosition Last)> Lasts, long Records);
