namespace Telecom.Storage.Redis.Copy;

/// <summary>Settings of the connections of a copy.</summary>
internal static class RedisCopyOptions
{
    private const int MaxBytes = 256 << 20;

    /// <summary>The given settings with the store's own number of partitions, room for the largest records, and a clock of their own.</summary>
    public static RedisStoreOptions Of(RedisStoreOptions given, int partitions, Func<TimeSpan>? clockShift = null)
    {
        RedisStoreOptions options = new()
        {
            Password = given.Password,
            Tls = given.Tls,
            TlsHost = given.TlsHost,
            Prefix = given.Prefix,
            Partitions = partitions,
            ConnectTimeout = given.ConnectTimeout,
            CallDeadline = given.CallDeadline,
            Patience = given.Patience,
            RetryDelay = given.RetryDelay,
            ReplicaAcknowledgements = given.ReplicaAcknowledgements,
            ReplicaTimeout = given.ReplicaTimeout,
            StatedDurability = given.StatedDurability,
            MaxRecordBytes = MaxBytes,
            MaxEventBytes = MaxBytes,
            ClockShift = clockShift ?? given.ClockShift,
        };
        foreach (string endpoint in given.Endpoints)
        {
            options.Endpoints.Add(endpoint);
        }

        return options;
    }
}
