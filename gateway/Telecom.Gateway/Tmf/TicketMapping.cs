using System.Collections.Frozen;
using Telecom.Gateway.Api;
using Telecom.Gateway.Tmf.Models;
using Telecom.Support.V1;

namespace Telecom.Gateway.Tmf;

/// <summary>Cases as trouble tickets.</summary>
internal static class TicketMapping
{
    private static readonly FrozenDictionary<CaseState, string> ByState = new Dictionary<CaseState, string>
    {
        [CaseState.Open] = "acknowledged",
        [CaseState.InProgress] = "inProgress",
        [CaseState.Pending] = "pending",
        [CaseState.Held] = "held",
        [CaseState.Resolved] = "resolved",
        [CaseState.Closed] = "closed",
        [CaseState.Cancelled] = "cancelled",
        [CaseState.Rejected] = "rejected",
    }.ToFrozenDictionary();

    /// <summary>The statuses of TMF621.</summary>
    public static IEnumerable<string> Statuses => ByState.OrderBy(pair => pair.Key).Select(pair => pair.Value);

    /// <summary>The status of a state.</summary>
    /// <param name="state">The state.</param>
    public static string StatusOf(CaseState state) => ByState.GetValueOrDefault(state, "unknown");

    /// <summary>The state of a status; null: there is no such status.</summary>
    /// <param name="status">The status.</param>
    public static CaseState? StateOf(string status) => ByState.Where(pair => pair.Value == status).Select(pair => (CaseState?)pair.Key).FirstOrDefault();

    /// <summary>A case as a ticket.</summary>
    /// <param name="found">The case.</param>
    /// <param name="events">What happened to it, oldest first; null when it was not read.</param>
    public static TmfTroubleTicket ToTicket(this Case found, IReadOnlyList<CaseEvent>? events)
    {
        string id = TmfId.Of(found.Name);
        TmfStatusChange[]? changes = events is null ? null : [.. Changes(events)];
        return new TmfTroubleTicket(
            id,
            $"{TmfPaths.Ticket}/{id}",
            "TroubleTicket",
            found.Title,
            Figures.OrNull(found.Description),
            Figures.OrNull(found.Cause),
            Figures.OrNull(found.Severity),
            StatusOf(found.State),
            changes is [.., { } last] ? last.ChangeDate : null,
            changes,
            Figures.Instant(found.CreateTimeUs),
            events is { Count: > 0 } ? Figures.Instant(events.Max(one => one.RecordedAtUs)) : null,
            Figures.InstantOrNull(found.Clocks.FirstOrDefault(clock => clock.Name == "resolve")?.DueAtUs ?? 0),
            Figures.InstantOrNull(found.Times?.ResolvedAtUs ?? 0),
            Parties(found),
            [.. Entities(found)],
            NullIfNone([.. Relationships(found)]),
            NullIfNone([.. found.Attachments.Select(file => new TmfAttachment(file.Sha256, file.FileName, file.MediaType, new TmfQuantity(file.SizeBytes, "bytes")))]),
            events is null
                ? null
                : NullIfNone([.. events.Where(one => one.Text.Length > 0).Select(one => new TmfNote(one.Id, Figures.OrNull(one.Actor), Figures.Instant(one.OccurredAtUs), one.Text))]));
    }

    private static IEnumerable<TmfStatusChange> Changes(IReadOnlyList<CaseEvent> events)
    {
        CaseState state = CaseState.Unspecified;
        foreach (CaseEvent one in events.Where(one => one.State != CaseState.Unspecified))
        {
            if (one.State != state)
            {
                state = one.State;
                yield return new TmfStatusChange(StatusOf(state), Figures.Instant(one.OccurredAtUs), Figures.OrNull(one.Text));
            }
        }
    }

    private static TmfRelatedParty[] Parties(Case found)
    {
        string customer = found.Name.Split('/')[1];
        return
        [
            new("customer", new TmfRef(customer, $"/api/v1/customers/{customer}", null, null, "Organization")),
            new("reporter", new TmfRef(found.ReportedBy, null, found.ReportedBy, null, "Individual")),
        ];
    }

    private static IEnumerable<TmfRelatedEntity> Entities(Case found)
    {
        if (found.Subscription.Length > 0)
        {
            yield return Entity("subscription", found.Subscription);
        }

        if (found.Circuit.Length > 0)
        {
            yield return Entity("affectedCircuit", found.Circuit);
        }

        foreach (string link in found.Links.Where(link => !IsCase(link)))
        {
            yield return Entity("link", link);
        }
    }

    private static IEnumerable<TmfTicketRelationship> Relationships(Case found) =>
    [
        .. found.DuplicateOf.Length > 0 ? (TmfTicketRelationship[])[Relationship("duplicateOf", found.DuplicateOf)] : [],
        .. found.Duplicates.Select(name => Relationship("duplicate", name)),
        .. found.Links.Where(IsCase).Select(name => Relationship("link", name)),
    ];

    private static TmfRelatedEntity Entity(string role, string name)
    {
        // "customers/acme/circuits/north" is a Circuit; the collections' plurals are all regular.
        string collection = name.Split('/') is [_, _, var third, _] ? third : "resources";
        return new TmfRelatedEntity(
            role, new TmfRef(TmfId.Of(name), $"/api/v1/{name}", null, null, $"{char.ToUpperInvariant(collection[0])}{collection[1..^1]}"));
    }

    private static TmfTicketRelationship Relationship(string type, string name)
    {
        string id = TmfId.Of(name);
        return new TmfTicketRelationship(id, $"{TmfPaths.Ticket}/{id}", type);
    }

    private static bool IsCase(string name) => name.Contains("/cases/", StringComparison.Ordinal);

    private static T[]? NullIfNone<T>(T[] all) => all.Length == 0 ? null : all;
}
