namespace Telecom.Storage.Sqlite.Days;

/// <summary>Something that the log's writing thread has to do, in the order in which it was asked for.</summary>
internal abstract class LogWork;
