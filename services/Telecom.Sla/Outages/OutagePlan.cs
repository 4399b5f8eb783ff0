using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Telecom.Sla.Domain.Time;
using Telecom.Sla.V1;
using Telecom.Storage.Events;

namespace Telecom.Sla.Outages;

/// <summary>
/// Events to append to a circuit's stream, and what the circuit is after them. Ids come from the content and the place in the outage's
/// history, so that two processes that decide the same from the same state write it once.
/// </summary>
/// <param name="state">The circuit before.</param>
/// <param name="now">When the events are recorded.</param>
internal sealed class OutagePlan(CircuitOutages state, UtcInstant now)
{
    private readonly List<NewEvent> _events = [];

    /// <summary>The circuit after the events.</summary>
    public CircuitOutages State { get; private set; } = state;

    /// <summary>When the events are recorded.</summary>
    public UtcInstant Now => now;

    /// <summary>The events, in order; empty when there is nothing to write.</summary>
    public IReadOnlyList<NewEvent> Events => _events;

    /// <summary>Adds an event of an outage.</summary>
    /// <param name="kind">What happens.</param>
    /// <param name="outage">The outage after it, but for its place, which this counts.</param>
    /// <param name="link">Resource name of the case, exclusion or claim; empty: none.</param>
    public void Append(OutageEventKind kind, OutageFact outage, string link = "")
    {
        OutageFact after = outage with { Place = outage.Place + 1, RecordedAtUs = outage.Place == 0 ? now.Microseconds : outage.RecordedAtUs };
        _events.Add(new NewEvent(IdOf(kind, after, link), OutageTypes.Of(kind), FactCodec.Write(new OutageChanged(after, link)), now.Microseconds));
        State = State.With(after);
    }

    /// <summary>Adds a report; one that the circuit has already is not added again.</summary>
    /// <param name="case">Resource name of the case.</param>
    /// <param name="reportedAtUs">When the customer reported, microseconds since the Unix epoch.</param>
    public void Receive(string @case, long reportedAtUs)
    {
        if (!State.Reports.ContainsKey(@case))
        {
            ReportReceived report = new(@case, reportedAtUs, now.Microseconds);
            _events.Add(new NewEvent($"report/{@case}", ReportReceived.Type, FactCodec.Write(report), now.Microseconds));
            State = State.With(report);
        }
    }

    private static string IdOf(OutageEventKind kind, OutageFact after, string link)
    {
        string content = string.Create(
            CultureInfo.InvariantCulture, $"{kind}|{after.StartUs}|{after.EndUs}|{after.Ongoing}|{after.Withdrawn}|{after.ReportedAtUs}|{link}");
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)).AsSpan(0, 8));
        return string.Create(CultureInfo.InvariantCulture, $"{after.Name[(after.Name.LastIndexOf('/') + 1)..]}/{after.Place}/{hash}");
    }
}
