using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Telecom.Gateway.Identity;
using Telecom.Hosting;

namespace Telecom.Gateway.Quotas;

/// <summary>
/// Makes guessing slow: an address from which too many wrong credentials came is not heard for a while, and its guesses do not reach the
/// catalogue. Credentials that were found right lately are heard all the same, since others may share the address.
/// </summary>
internal sealed partial class FailedIdentities(CurrentQuotas quotas, TimeProvider clock, QuotaMetrics metrics, ILogger<FailedIdentities> logger)
{
    private const int MostAddresses = 100_000;
    private const int MostKnown = 50_000;
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly QuotaHolders _addresses = new(MostAddresses, clock);
    private readonly ExpiringCache<Verdict> _known = new(MostKnown, clock);

    /// <summary>Whether a credential may be looked at.</summary>
    /// <param name="address">Where it comes from.</param>
    /// <param name="credential">SHA-256 of what was presented.</param>
    /// <param name="refusal">Why not, when the result is false.</param>
    public bool Allows(string address, string credential, [NotNullWhen(false)] out RpcFailure? refusal)
    {
        refusal = null;
        QuotaOptions options = quotas.Options;
        if (options.FailedIdentities.IsOff || IsKnown(credential))
        {
            return true;
        }

        TimeSpan wait;
        lock (_lock)
        {
            wait = _addresses.Of(address, options.FailedIdentities).Bucket.Wait(options.FailedIdentities);
        }

        if (wait == TimeSpan.Zero)
        {
            return true;
        }

        metrics.Refused(nameof(options.FailedIdentitiesPerMinutePerAddress));
        Log.Refused(logger, address);
        refusal = Refuse(address, options.FailedIdentitiesPerMinutePerAddress, wait);
        return false;
    }

    /// <summary>A credential was found wrong.</summary>
    /// <param name="address">Where it came from.</param>
    /// <param name="credential">SHA-256 of what was presented.</param>
    public void Failed(string address, string credential)
    {
        if (IsKnown(credential))
        {
            // Revoked or expired meanwhile.
            _known.Set(credential, Verdict.Wrong, Remembered);
        }

        QuotaRate rate = quotas.Options.FailedIdentities;
        lock (_lock)
        {
            _addresses.Of(address, rate).Bucket.Take(rate);
        }
    }

    /// <summary>A credential was found right.</summary>
    /// <param name="credential">SHA-256 of what was presented.</param>
    public void Succeeded(string credential)
    {
        if (!IsKnown(credential))
        {
            _known.Set(credential, Verdict.Right, Remembered);
        }
    }

    /// <summary>What stands for an address: of IPv6 the first 64 bits, since a host has all of the others.</summary>
    /// <param name="address">The address; null when the connection has none.</param>
    public static string KeyOf(IPAddress? address)
    {
        if (address is null)
        {
            return "unknown";
        }

        IPAddress own = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        if (own.AddressFamily == AddressFamily.InterNetwork)
        {
            return own.ToString();
        }

        byte[] bytes = own.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return $"{new IPAddress(bytes)}/64";
    }

    private bool IsKnown(string credential) => _known.TryGet(credential, out Verdict? verdict) && verdict == Verdict.Right;

    private static RpcFailure Refuse(string address, int most, TimeSpan wait)
    {
        string value = most.ToString(CultureInfo.InvariantCulture);
        string option = nameof(QuotaOptions.FailedIdentitiesPerMinutePerAddress);
        return RpcFailure.QuotaExceeded(
            $"clientip:{address}",
            $"More wrong credentials came from {address} than {value} a minute, which {QuotaOptions.Section}:{option} allows.",
            wait,
            new Dictionary<string, string> { ["limit"] = option, ["most"] = value, ["subject"] = $"clientip:{address}" });
    }

    private sealed class Verdict
    {
        public static Verdict Right { get; } = new();

        public static Verdict Wrong { get; } = new();
    }

    private static partial class Log
    {
        [LoggerMessage(5402, LogLevel.Debug, "Too many wrong credentials from {Address}")]
        public static partial void Refused(ILogger logger, string address);
    }
}
