using System.Globalization;

namespace Telecom.Storage.Redis;

/// <summary>The ranges of <see cref="RedisStoreOptions"/>.</summary>
internal static class RedisStoreOptionsRules
{
    /// <summary>Every violation; empty when the options are good.</summary>
    public static List<string> Violations(RedisStoreOptions options)
    {
        List<string> errors = [];
        Range(errors, nameof(options.Endpoints), options.Endpoints.Count, 1, 64);
        errors.AddRange(options.Endpoints.Where(endpoint => !IsEndpoint(endpoint))
            .Select(endpoint => $"{nameof(options.Endpoints)}: '{endpoint}' is not allowed; it must be host:port"));
        if (options.Prefix is not { Length: >= 1 and <= 32 } || !options.Prefix.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
        {
            errors.Add($"{nameof(options.Prefix)}: '{options.Prefix}' is not allowed; it must be 1 to 32 letters, digits, '-', '_' or '.'");
        }

        Range(errors, nameof(options.Partitions), options.Partitions, 1, 4096);
        Range(errors, nameof(options.ConnectTimeout), options.ConnectTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        Range(errors, nameof(options.CallDeadline), options.CallDeadline, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1));
        Range(errors, nameof(options.Patience), options.Patience, TimeSpan.Zero, TimeSpan.FromMinutes(10));
        Range(errors, nameof(options.RetryDelay), options.RetryDelay, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        Range(errors, nameof(options.ReplicaAcknowledgements), options.ReplicaAcknowledgements, 0, 5);
        Range(errors, nameof(options.ReplicaTimeout), options.ReplicaTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(1));
        if (options.ReplicaAcknowledgements > 0 && options.ReplicaTimeout >= options.CallDeadline)
        {
            errors.Add(FormattableString.Invariant(
                $"{nameof(options.ReplicaTimeout)}: {options.ReplicaTimeout} is not allowed; it must be less than {nameof(options.CallDeadline)} ({options.CallDeadline})"));
        }

        if (options.StatedDurability is { } stated && !Enum.IsDefined(stated))
        {
            errors.Add($"{nameof(options.StatedDurability)}: {stated} is not allowed; it must be {string.Join(", ", Enum.GetNames<Telecom.Storage.Log.LogDurability>())} or absent");
        }

        Range(errors, nameof(options.WriteConnections), options.WriteConnections, 1, 64);
        Range(errors, nameof(options.QueueEntries), options.QueueEntries, 1, 65_536);
        Range(errors, nameof(options.GroupEntries), options.GroupEntries, 1, 4096);
        Range(errors, nameof(options.GroupBytes), options.GroupBytes, 64 << 10, 64 << 20);
        Range(errors, nameof(options.MaxRecordBytes), options.MaxRecordBytes, 1 << 10, 256 << 20);
        Range(errors, nameof(options.MaxEventBytes), options.MaxEventBytes, 1 << 10, 256 << 20);
        Range(errors, nameof(options.ContentWindow), options.ContentWindow, TimeSpan.FromMinutes(1), TimeSpan.FromDays(35));
        Range(errors, nameof(options.WakeInterval), options.WakeInterval, TimeSpan.FromMilliseconds(1), TimeSpan.FromSeconds(1));
        return errors;
    }

    private static bool IsEndpoint(string endpoint)
    {
        int colon = endpoint.LastIndexOf(':');
        return colon > 0
            && int.TryParse(endpoint.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port)
            && port is > 0 and < 65_536;
    }

    private static void Range<T>(List<string> errors, string name, T value, T least, T most)
        where T : IComparable<T>
    {
        if (value.CompareTo(least) < 0 || value.CompareTo(most) > 0)
        {
            errors.Add(FormattableString.Invariant($"{name}: {value} is not allowed; it must be from {least} to {most}"));
        }
    }
}
