namespace Telecom.Support.Webhooks.Work;

internal sealed partial class WebhookWorker
{
    private static partial class Log
    {
        [LoggerMessage(4311, LogLevel.Information, "{Webhook}: {Event} failed, try {Tries}: {Failure}; next in {Wait}")]
        public static partial void Failed(ILogger logger, string webhook, string @event, int tries, string failure, TimeSpan wait);

        [LoggerMessage(4312, LogLevel.Warning, "{Webhook}: {Event} is given up after {Tries} tries: {Failure}")]
        public static partial void GivenUp(ILogger logger, string webhook, string @event, int tries, string failure);

        [LoggerMessage(4313, LogLevel.Warning, "{Webhook}: the receiver answered 410 Gone; nothing is sent any more")]
        public static partial void Gone(ILogger logger, string webhook);

        [LoggerMessage(4314, LogLevel.Information, "{Webhook} is another process' now; what was delivered since the last note may be delivered again")]
        public static partial void Lost(ILogger logger, string webhook);

        [LoggerMessage(4315, LogLevel.Warning, "{Webhook} waits for the store: {Problem}")]
        public static partial void StoreAway(ILogger logger, string webhook, string problem);

        [LoggerMessage(4316, LogLevel.Error, "{Webhook}: a defect; its work goes on after a pause")]
        public static partial void Defect(ILogger logger, Exception exception, string webhook);

        [LoggerMessage(4317, LogLevel.Warning, "{Webhook}: {Events} deliveries could not be noted and will be repeated")]
        public static partial void NotSaved(ILogger logger, string webhook, int events);
    }
}
