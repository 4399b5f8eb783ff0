using Grpc.Core;
using Telecom.Support.Tests.Fixtures;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Life;

/// <summary>What is the provider's alone never reaches a customer, by any method.</summary>
public sealed class VisibilityTests : IAsyncLifetime
{
    private SupportRun? _run;

    private SupportRun Run => _run!;

    public async Task InitializeAsync() => _run = await SupportRun.StartAtAsync(Instants.At("2026-05-04T08:00:00Z"));

    public async Task DisposeAsync() => await Run.DisposeAsync();

    [Fact]
    public async Task A_customer_sees_no_internal_note_or_file()
    {
        string name = await OpenWithNotesAsync();
        Case seen = await Run.GetAsync(name);
        IReadOnlyList<CaseEvent> events = await Run.EventsAsync(name, Run.Admin);
        IReadOnlyList<CaseEvent> fed = await WatchAsync(Run.Admin, "customers/acme", "resolved");
        Assert.Equal(["open.csv"], seen.Attachments.Select(file => file.FileName));
        Assert.Equal(["The line is down", "open note", "customer note", "open.csv", "resolved"], events.Select(found => found.Text));
        Assert.Equal(events.Select(found => found.Id), fed.Select(found => found.Id));
        foreach (string text in events.Concat(fed).Select(found => found.ToString()).Append(seen.ToString()))
        {
            Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Staff_see_everything()
    {
        string name = await OpenWithNotesAsync();
        Case seen = await Run.GetAsync(name, Run.Desk);
        IReadOnlyList<CaseEvent> fed = await WatchAsync(Run.Desk, "customers/-", "resolved");
        Assert.Equal(["open.csv", "secret.csv"], seen.Attachments.Select(file => file.FileName).Order());
        Assert.Equal(["secret note", "secret.csv"], fed.Where(found => found.Visibility == Visibility.Internal).Select(found => found.Text));
        Assert.Equal(fed.Select(found => found.Id), (await Run.EventsAsync(name)).Select(found => found.Id));
        Assert.Equal(fed.Select(found => found.Position).Order(), fed.Select(found => found.Position));
    }

    [Fact]
    public async Task A_feed_goes_on_after_the_position_that_the_reader_has()
    {
        string name = await OpenWithNotesAsync();
        IReadOnlyList<CaseEvent> all = await WatchAsync(Run.Admin, "customers/acme", "resolved");
        for (int i = 0; i < all.Count - 1; i++)
        {
            IReadOnlyList<CaseEvent> rest = await WatchAsync(Run.Admin, "customers/acme", "resolved", all[i].Position);
            Assert.Equal(all.Skip(i + 1).Select(found => found.Id), rest.Select(found => found.Id));
        }

        Assert.All(all, found => Assert.Equal(name, found.Case));
    }

    [Fact]
    public async Task A_feed_of_some_types_has_no_others_and_an_unknown_type_is_refused()
    {
        _ = await OpenWithNotesAsync();
        var request = new WatchCaseEventsRequest { Parent = "customers/acme", Types_ = { "case.opened", "case.resolved" } };
        Assert.Equal(["case.opened", "case.resolved"], (await WatchAsync(Run.Admin, request, "resolved")).Select(found => found.Type));
        var wrong = new WatchCaseEventsRequest { Parent = "customers/acme", Types_ = { "case.eaten" }, AfterPosition = -2 };
        Assert.Equal(["after_position", "types"], CaseCalls.FieldsOf(await CaseCalls.RefusedAsync(() => WatchAsync(Run.Admin, wrong, ""))));
    }

    [Fact]
    public async Task The_history_comes_in_pages_of_any_size()
    {
        string name = await OpenWithNotesAsync();
        foreach (Metadata who in new[] { Run.Admin, Run.Desk })
        {
            IReadOnlyList<CaseEvent> all = await Run.EventsAsync(name, who);
            for (int size = 1; size <= all.Count + 1; size++)
            {
                List<string> ids = [];
                var request = new ListCaseEventsRequest { Parent = name, PageSize = size };
                do
                {
                    ListCaseEventsResponse page = await Run.Client.ListCaseEventsAsync(request, who);
                    Assert.InRange(page.Events.Count, 1, size);
                    ids.AddRange(page.Events.Select(found => found.Id));
                    request.PageToken = page.NextPageToken;
                }
                while (request.PageToken.Length > 0);
                Assert.Equal(all.Select(found => found.Id), ids);
            }
        }
    }

    private async Task<string> OpenWithNotesAsync()
    {
        string name = (await Run.OpenAsync()).Name;
        _ = await Run.TakeAsync(name, Changes.Note("secret note"));
        _ = await Run.TakeAsync(name, Changes.Note("open note", Visibility.Public));
        _ = await Run.TakeAsync(name, Changes.Note("customer note"), Run.Admin);
        _ = await Run.TakeAsync(name, Changes.Attach("secret.csv", Visibility.Internal));
        _ = await Run.TakeAsync(name, Changes.Attach("open.csv"));
        _ = await Run.TakeAsync(name, new CaseChange { Resolve = new Resolve { Resolution = "resolved" } });
        return name;
    }

    private Task<IReadOnlyList<CaseEvent>> WatchAsync(Metadata who, string parent, string lastText, long after = 0) =>
        WatchAsync(who, new WatchCaseEventsRequest { Parent = parent, AfterPosition = after }, lastText);

    /// <summary>Follows the feed until an event with a text came.</summary>
    private async Task<IReadOnlyList<CaseEvent>> WatchAsync(Metadata who, WatchCaseEventsRequest request, string lastText)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using AsyncServerStreamingCall<WatchCaseEventsResponse> call = Run.Client.WatchCaseEvents(request, who, cancellationToken: bound.Token);
        List<CaseEvent> events = [];
        while (!events.Any(found => found.Text == lastText) && await call.ResponseStream.MoveNext(bound.Token))
        {
            events.AddRange(call.ResponseStream.Current.Events);
        }

        return events;
    }
}
