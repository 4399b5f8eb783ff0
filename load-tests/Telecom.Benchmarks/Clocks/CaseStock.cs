using Telecom.Sla.Domain.Cases;
using Telecom.Sla.Domain.Time;
using Telecom.Storage.Events;
using Telecom.Storage.Sqlite;
using Telecom.Support.Cases;
using Telecom.Support.Rules;
using Telecom.Support.V1;

namespace Telecom.Benchmarks.Clocks;

/// <summary>
/// Open cases with two clocks each, as the service itself would have stored them: the request, then the case. Half of them run in
/// elapsed time towards a deadline in three years, half in working hours towards one in two weeks. None has an alarm before half a
/// working day has passed, but those of a wave, which have theirs at one instant.
/// </summary>
internal sealed class CaseStock
{
    private const string Usual = "1";
    private const string Wave = "2";
    private const int Customers = 1_000;
    private const int CircuitsPerCustomer = 10;
    private const int EventsPerWrite = 20_000;

    /// <summary>Time from the report of a case of a wave to its alarm: half of its first target.</summary>
    private const long WaveLeadUs = UtcInstant.PerHour;

    private static readonly RuleSetData[] s_rules = [Rules("contracts/around-the-clock", CaseTimeBasis.Elapsed, 30 * 24, 3 * 365 * 24), Rules("contracts/office-hours", CaseTimeBasis.WorkingHours, 16, 80)];
    private readonly string[] _hashes = [.. s_rules.Select(rules => RuleCodec.HashOf(RuleCodec.Write(rules)))];
    private readonly List<StoredEvent> _next = [];
    private int _cases;
    private long _position;

    /// <summary>Appends the rules and open cases that were reported within the last minutes.</summary>
    /// <param name="store">The store, empty before.</param>
    /// <param name="count">Cases.</param>
    /// <param name="now">The instant.</param>
    /// <param name="cancellationToken">Stops between writes.</param>
    public async Task FillAsync(SqliteEventStore store, int count, UtcInstant now, CancellationToken cancellationToken)
    {
        foreach ((RuleSetData rules, string hash) in s_rules.Zip(_hashes))
        {
            Add(RuleCodec.StreamOf(hash), hash, RuleCodec.EventType, RuleCodec.Write(rules), now.Microseconds);
        }

        // A case every half millisecond: no two of a customer in one, so that no two have one id.
        long first = now.Microseconds - (count * 500L);
        for (int i = 0; i < count; i++)
        {
            Open(Usual, first + (i * 500L), first + (i * 500L));
            if (_next.Count >= EventsPerWrite)
            {
                await FlushAsync(store, cancellationToken);
            }
        }

        await FlushAsync(store, cancellationToken);
    }

    /// <summary>Appends cases that all have an alarm at one instant.</summary>
    /// <param name="store">The store.</param>
    /// <param name="count">Cases.</param>
    /// <param name="at">The instant of their alarms.</param>
    /// <param name="now">When they are recorded.</param>
    /// <param name="cancellationToken">Stops between writes.</param>
    public async Task AddWaveAsync(SqliteEventStore store, int count, UtcInstant at, UtcInstant now, CancellationToken cancellationToken)
    {
        for (int i = 0; i < count; i++)
        {
            Open(Wave, at.Microseconds - WaveLeadUs, now.Microseconds);
        }

        await FlushAsync(store, cancellationToken);
    }

    private static RuleSetData Rules(string contract, CaseTimeBasis basis, int respondHours, int resolveHours)
    {
        CaseTarget Hours(long hours) => new(hours * UtcInstant.PerHour, "bench");
        CaseLevel[] levels =
        [
            new(Usual, null, "Level 1", Hours(respondHours), null, Hours(resolveHours), PausesWhileWaiting: true, NeedsAcceptance: false),
            new(Wave, null, "Level 2", new CaseTarget(2 * WaveLeadUs, "bench"), null, Hours(3 * 365 * 24), PausesWhileWaiting: true, NeedsAcceptance: false),
        ];
        var calendar = new CalendarData("Europe/Berlin", [6, 7], ["2026-12-25", "2027-01-01"], 9 * 60, 17 * 60);
        return new RuleSetData(contract, "v1", "standard", calendar, new TermsData(levels, SeverityChangePolicy.NeverLater, basis), [], null);
    }

    private void Open(string severity, long reportedAtUs, long recordedAtUs)
    {
        int number = _cases++;
        string customer = FormattableString.Invariant($"customers/customer-{number % Customers}");
        string circuit = FormattableString.Invariant($"{customer}/circuits/line-{number / Customers % CircuitsPerCustomer}");
        var content = new CaseContent($"{customer}/subscriptions/main", severity, "The line is slow", "Since this morning, on every page, from every desk of the office.", circuit);

        // A wave is in elapsed time: its instant must not depend on the hour of the day.
        string rules = _hashes[severity == Wave ? 0 : number % _hashes.Length];
        var request = new Guid(number + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 1]);
        var requested = new CaseRequested(content, reportedAtUs, "Ada", CaseOrigin.Customer, rules);
        var opened = new CaseOpened(content, reportedAtUs, "Ada", CaseOrigin.Customer, rules);
        Add($"{customer}/case-requests/{request:N}", request.ToString("N"), CaseRequested.Type, CaseEventCodec.Write(requested), recordedAtUs);
        Add($"{customer}/cases/{CaseId.Create(reportedAtUs + (number * 1000L), request, 0)}", request.ToString("N"), CaseOpened.Type, CaseEventCodec.Write(opened), recordedAtUs);
    }

    private void Add(string stream, string id, string type, byte[] data, long recordedAtUs) =>
        _next.Add(new StoredEvent(++_position, stream, 1, id, type, data, recordedAtUs));

    private async Task FlushAsync(SqliteEventStore store, CancellationToken cancellationToken)
    {
        if (_next.Count > 0)
        {
            _ = await store.CopyAsync(_next, cancellationToken);
            _next.Clear();
        }
    }
}
