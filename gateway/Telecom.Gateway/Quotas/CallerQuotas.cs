using System.Globalization;
using Telecom.Hosting;

namespace Telecom.Gateway.Quotas;

/// <summary>
/// Lets requests in as long as neither their caller nor its customer has used up its quota. What is refused takes nothing from either.
/// </summary>
internal sealed partial class CallerQuotas(CurrentQuotas quotas, TimeProvider clock, QuotaMetrics metrics, ILogger<CallerQuotas> logger)
{
    /// <summary>Far more callers than keys exist; all are known to the catalogue.</summary>
    private const int MostHolders = 1_000_000;

    private readonly Lock _lock = new();
    private readonly QuotaHolders _callers = new(MostHolders, clock);
    private readonly QuotaHolders _customers = new(MostHolders, clock);

    /// <summary>How many callers and customers are remembered.</summary>
    public int Remembered
    {
        get
        {
            lock (_lock)
            {
                return _callers.Count + _customers.Count;
            }
        }
    }

    /// <summary>Lets a request in, until the result is disposed.</summary>
    /// <param name="caller">Who calls.</param>
    /// <exception cref="RpcFailure">RESOURCE_EXHAUSTED, with the quota, whose it is and when to come back.</exception>
    public IDisposable Enter(Caller caller)
    {
        QuotaOptions options = quotas.Options;
        RpcFailure refusal;
        lock (_lock)
        {
            QuotaHolder own = _callers.Of(KeyOf(caller), options.PerCaller);
            QuotaHolder? customers = caller.Customer is null ? null : _customers.Of(caller.Customer, options.PerCustomer);
            if (Find(options, caller, own, customers) is not { } found)
            {
                own.Bucket.Take(options.PerCaller);
                customers?.Bucket.Take(options.PerCustomer);
                Count(own, customers, 1);
                return new Lease(this, own, customers);
            }

            refusal = found;
        }

        string quota = refusal.Metadata["limit"];
        metrics.Refused(quota);
        Log.Refused(logger, refusal.QuotaSubject ?? "", quota);
        throw refusal;
    }

    private static RpcFailure? Find(QuotaOptions options, Caller caller, QuotaHolder own, QuotaHolder? customers)
    {
        string subject = caller.Subject;
        string customer = $"customers/{caller.Customer}";
        TimeSpan ownWait = own.Bucket.Wait(options.PerCaller);
        TimeSpan customersWait = customers?.Bucket.Wait(options.PerCustomer) ?? TimeSpan.Zero;
        return (ownWait, customersWait) switch
        {
            (var wait, _) when wait > TimeSpan.Zero =>
                Refuse(subject, "requests a second", nameof(options.RequestsPerSecondPerCaller), options.RequestsPerSecondPerCaller, wait),
            (_, var wait) when wait > TimeSpan.Zero =>
                Refuse(customer, "requests a second", nameof(options.RequestsPerSecondPerCustomer), options.RequestsPerSecondPerCustomer, wait),
            _ when options.ConcurrentCallsPerCaller > 0 && own.Calls >= options.ConcurrentCallsPerCaller =>
                Refuse(subject, "open calls", nameof(options.ConcurrentCallsPerCaller), options.ConcurrentCallsPerCaller, options.RetryAfter),
            _ when options.ConcurrentCallsPerCustomer > 0 && customers?.Calls >= options.ConcurrentCallsPerCustomer =>
                Refuse(customer, "open calls", nameof(options.ConcurrentCallsPerCustomer), options.ConcurrentCallsPerCustomer, options.RetryAfter),
            _ => null,
        };
    }

    private static RpcFailure Refuse(string subject, string what, string option, int most, TimeSpan wait)
    {
        string value = most.ToString(CultureInfo.InvariantCulture);
        return RpcFailure.QuotaExceeded(
            subject,
            $"{subject} has more than {value} {what}, which {QuotaOptions.Section}:{option} allows.",
            wait,
            new Dictionary<string, string> { ["limit"] = option, ["most"] = value, ["subject"] = subject });
    }

    /// <summary>People of two customers may have one name. A slash cannot be in a customer's id, and a provider's subject begins with one.</summary>
    private static string KeyOf(Caller caller) => $"{caller.Customer}/{caller.Subject}";

    private void Leave(QuotaHolder own, QuotaHolder? customers)
    {
        lock (_lock)
        {
            Count(own, customers, -1);
        }
    }

    private static void Count(QuotaHolder own, QuotaHolder? customers, int calls)
    {
        own.Calls += calls;
        if (customers is not null)
        {
            customers.Calls += calls;
        }
    }

    private sealed class Lease(CallerQuotas quotas, QuotaHolder own, QuotaHolder? customers) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                quotas.Leave(own, customers);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(5401, LogLevel.Debug, "{Subject} is over its quota {Quota}")]
        public static partial void Refused(ILogger logger, string subject, string quota);
    }
}
