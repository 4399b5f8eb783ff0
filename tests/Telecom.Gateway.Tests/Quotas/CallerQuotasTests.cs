using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Telecom.Common.V1;
using Telecom.Gateway.Quotas;
using Telecom.Gateway.Tests.Fixtures;
using Telecom.Hosting;

namespace Telecom.Gateway.Tests.Quotas;

public sealed class CallerQuotasTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new(DateTimeOffset.UnixEpoch.AddYears(50));
    private readonly SettableQuotas _settings = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly CurrentQuotas _current;
    private readonly CallerQuotas _quotas;

    public CallerQuotasTests()
    {
        _settings.Set(new QuotaOptions
        {
            RequestsPerSecondPerCaller = 2,
            RequestsPerSecondPerCustomer = 3,
            RequestBurst = TimeSpan.FromSeconds(2),
            ConcurrentCallsPerCaller = 3,
            ConcurrentCallsPerCustomer = 5,
        });
        _current = new CurrentQuotas(_settings);
        _quotas = new CallerQuotas(_current, _clock, new QuotaMetrics(_services.GetRequiredService<IMeterFactory>()), NullLogger<CallerQuotas>.Instance);
    }

    public void Dispose()
    {
        _current.Dispose();
        _services.Dispose();
    }

    [Fact]
    public void A_caller_over_its_quota_is_told_which_one_whose_it_is_and_when_to_come_back()
    {
        Caller caller = Agent("acme", "a");
        Enter(caller, 4);
        RpcFailure refused = Refused(caller);
        Assert.Equal("customers/acme/agents/a", refused.QuotaSubject);
        Assert.Equal(("RequestsPerSecondPerCaller", "2"), (refused.Metadata["limit"], refused.Metadata["most"]));
        Assert.Equal(TimeSpan.FromSeconds(0.5), refused.RetryAfter);
        Assert.Contains("Gateway:Quotas:RequestsPerSecondPerCaller", refused.Message, StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(0.5));
        Enter(caller, 1);
        _ = Refused(caller);
    }

    [Fact]
    public void All_callers_of_a_customer_share_its_quota_and_what_is_refused_takes_nothing()
    {
        Enter(Agent("acme", "a"), 3);
        Enter(Agent("acme", "b"), 3);
        for (int i = 0; i < 20; i++)
        {
            Assert.Equal("customers/acme", Refused(Agent("acme", "b")).QuotaSubject);
        }

        Enter(Agent("globex", "a"), 4);
        _clock.Advance(TimeSpan.FromSeconds(1) / 3 + TimeSpan.FromTicks(8));
        Enter(Agent("acme", "b"), 1);
    }

    [Fact]
    public void Provider_staff_count_each_for_themselves_and_people_of_two_customers_may_have_one_name()
    {
        Enter(new Caller("Sam", null, new HashSet<Role> { Role.Support }, null), 4);
        Enter(new Caller("Eve", null, new HashSet<Role> { Role.Support }, null), 4);
        Enter(new Caller("Sam", "acme", new HashSet<Role> { Role.CustomerViewer }, null), 4);
        Enter(new Caller("Sam", "globex", new HashSet<Role> { Role.CustomerViewer }, null), 4);
        Assert.Equal("Sam", Refused(new Caller("Sam", null, new HashSet<Role> { Role.Support }, null)).QuotaSubject);
    }

    [Fact]
    public void Open_calls_are_counted_until_they_end_and_once_only()
    {
        Caller caller = Agent("acme", "a");
        IDisposable[] open = [_quotas.Enter(caller), _quotas.Enter(caller), _quotas.Enter(caller)];
        RpcFailure refused = Refused(caller);
        Assert.Equal(("ConcurrentCallsPerCaller", TimeSpan.FromSeconds(1)), (refused.Metadata["limit"], refused.RetryAfter));
        IDisposable[] others = [_quotas.Enter(Agent("acme", "b")), _quotas.Enter(Agent("acme", "b"))];
        Assert.Equal("ConcurrentCallsPerCustomer", Refused(Agent("acme", "b")).Metadata["limit"]);
        open[0].Dispose();
        open[0].Dispose();
        _clock.Advance(TimeSpan.FromSeconds(10));
        using IDisposable next = _quotas.Enter(caller);
        Assert.Equal("ConcurrentCallsPerCaller", Refused(caller).Metadata["limit"]);
        Array.ForEach([.. open, .. others], call => call.Dispose());
    }

    [Fact]
    public void Changed_settings_hold_at_once_and_nought_is_no_limit()
    {
        Caller caller = Agent("acme", "a");
        Enter(caller, 4);
        _ = Refused(caller);
        _settings.Set(new QuotaOptions { RequestsPerSecondPerCaller = 0, RequestsPerSecondPerCustomer = 0, ConcurrentCallsPerCaller = 0, ConcurrentCallsPerCustomer = 0 });
        List<IDisposable> calls = [.. Enumerable.Range(0, 100_000).Select(_ => _quotas.Enter(caller))];
        calls.ForEach(call => call.Dispose());
        _settings.Set(new QuotaOptions { RequestsPerSecondPerCaller = 1, RequestBurst = TimeSpan.FromSeconds(1) });
        Enter(caller, 1);
        _ = Refused(caller);
    }

    [Fact]
    public void Who_is_not_active_is_forgotten_and_who_is_overdrawn_or_has_an_open_call_is_not()
    {
        using IDisposable open = _quotas.Enter(Agent("acme", "open"));
        for (int i = 0; i < 20_000; i++)
        {
            Enter(Agent($"c{i}", "a"), 1);
            _clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        Assert.InRange(_quotas.Remembered, 2, 5_000);
        Enter(Agent("late", "a"), 4);
        for (int i = 0; i < 5_000; i++)
        {
            Enter(Agent($"d{i}", "a"), 1);
        }

        _ = Refused(Agent("late", "a"));
        using IDisposable second = _quotas.Enter(Agent("acme", "open"));
        using IDisposable third = _quotas.Enter(Agent("acme", "open"));
        Assert.Equal("ConcurrentCallsPerCaller", Refused(Agent("acme", "open")).Metadata["limit"]);
    }

    private static Caller Agent(string customer, string id)
    {
        string name = $"customers/{customer}/agents/{id}";
        return new Caller(name, customer, new HashSet<Role> { Role.Agent }, name);
    }

    private void Enter(Caller caller, int times)
    {
        for (int i = 0; i < times; i++)
        {
            _quotas.Enter(caller).Dispose();
        }
    }

    private RpcFailure Refused(Caller caller) => Assert.Throws<RpcFailure>(() => _quotas.Enter(caller));

    private sealed class SettableQuotas : IOptionsMonitor<QuotaOptions>
    {
        private Action<QuotaOptions, string?>? _listener;

        public QuotaOptions CurrentValue { get; private set; } = new();

        public QuotaOptions Get(string? name) => CurrentValue;

        public IDisposable? OnChange(Action<QuotaOptions, string?> listener)
        {
            _listener = listener;
            return null;
        }

        public void Set(QuotaOptions options)
        {
            CurrentValue = options;
            _listener?.Invoke(options, null);
        }
    }
}
