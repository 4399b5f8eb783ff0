namespace Telecom.Sla.Folding;

/// <content>What the worker logs.</content>
internal sealed partial class PartitionWorker
{
    private static partial class Log
    {
        [LoggerMessage(EventId = 3003, Level = LogLevel.Warning,
            Message = "A step of partition {Partition} was refused: fence {Fence} is stale or the position moved; nothing of it was written")]
        public static partial void StepRefused(ILogger logger, int partition, long fence);

        [LoggerMessage(EventId = 3004, Level = LogLevel.Error,
            Message = "Partition {Partition} stands still before the record at {Major}/{Minor}: skipping it would falsify the count")]
        public static partial void RecordUndecodable(ILogger logger, Exception exception, int partition, long major, long minor);

        [LoggerMessage(EventId = 3005, Level = LogLevel.Warning,
            Message = "A step of partition {Partition} failed; it is tried again, and said again only after a success")]
        public static partial void StepFailed(ILogger logger, Exception exception, int partition);

        [LoggerMessage(EventId = 3006, Level = LogLevel.Warning,
            Message = "Partition {Partition}: {Records} records had sequence numbers that their lanes had already; they were not counted again")]
        public static partial void RecordsReplayed(ILogger logger, int partition, int records);
    }
}
