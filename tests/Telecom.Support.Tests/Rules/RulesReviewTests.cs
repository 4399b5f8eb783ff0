using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Support.Tests.Fixtures;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Rules;

/// <summary>What newer rules do to open cases: shown first, applied on demand, never in silence.</summary>
public sealed class RulesReviewTests : IAsyncLifetime
{
    private const string Friday = "2026-04-17T16:00:00+04:00";
    private static readonly long s_respondBy = Instants.Us("2026-04-20T12:00:00+04:00");
    private static readonly long s_resolveBy = Instants.Us("2026-04-20T16:00:00+04:00");
    private static readonly long s_day = 24L * 3_600_000_000;
    private SupportRun? _run;

    private SupportRun Run => _run!;

    public async Task InitializeAsync() => _run = await SupportRun.StartAtAsync(Instants.At(Friday));

    public async Task DisposeAsync() => await Run.DisposeAsync();

    [Fact]
    public async Task Without_a_change_nothing_is_to_be_applied()
    {
        _ = await OpenAsync();
        _ = await Run.OpenAsync();
        _ = await Run.OpenAsync("justlogin", "");
        Assert.Empty((await PreviewAsync()).Effects);
    }

    [Fact]
    public async Task A_holiday_is_tried_on_open_cases_and_changes_nothing()
    {
        Case opened = await OpenAsync();
        _ = await Run.OpenAsync();
        var request = new PreviewRulesRequest { Calendar = new CalendarTrial { Contract = "contracts/omniful", Holidays = { "2026-04-20" } } };
        RulesEffect effect = Assert.Single((await PreviewAsync(request)).Effects);
        Assert.Equal((opened.Name, "1", ""), (effect.Case, effect.Etag, effect.Obstacle));
        Assert.Equal(("Mon-Fri 09:00-17:00 Asia/Dubai", "Mon-Fri 09:00-17:00 Asia/Dubai, without 2026-04-20"), (effect.Current.Calendar, effect.Proposed.Calendar));
        Assert.Equal(opened.Rules, effect.Current);
        AssertADayLater(effect);
        Assert.Equal(opened, await Run.GetAsync(opened.Name));

        RulesResult refused = await ApplyAsync(effect);
        Assert.Equal((opened.Name, false), (refused.Case, refused.Applied));
        Assert.Contains("The catalogue has no rules", refused.WhyNot, StringComparison.Ordinal);
        Assert.Equal(opened, await Run.GetAsync(opened.Name));
    }

    [Fact]
    public async Task Hours_and_weekend_are_tried_as_well()
    {
        _ = await OpenAsync();
        var request = new PreviewRulesRequest { Calendar = new CalendarTrial { Weekend = { "FRI", "SAT" }, Opens = "08:00", Closes = "24:00" } };
        RulesEffect effect = Assert.Single((await PreviewAsync(request)).Effects);
        Assert.Equal("Mon, Tue, Wed, Thu, Sun 08:00-24:00 Asia/Dubai", effect.Proposed.Calendar);
        Assert.Equal(
            [Instants.Us("2026-04-19T12:00:00+04:00"), Instants.Us("2026-04-19T16:00:00+04:00")], effect.Clocks.Select(clock => clock.DueAfterUs));
    }

    [Fact]
    public async Task A_calendar_that_cannot_be_is_refused_with_everything_that_is_wrong()
    {
        var request = new PreviewRulesRequest
        {
            PageSize = -1,
            Calendar = new CalendarTrial { Weekend = { "FRI", "FUN" }, Holidays = { "2026-02-30" }, Opens = "17:00", Closes = "9" },
        };
        Assert.Equal(
            ["calendar.closes", "calendar.holidays[0]", "calendar.weekend[1]", "page_size"], CaseCalls.FieldsOf(await CaseCalls.RefusedAsync(() => PreviewAsync(request))));
        var never = new PreviewRulesRequest { Calendar = new CalendarTrial { Weekend = { "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN" }, Opens = "17:00", Closes = "09:00" } };
        Assert.Equal(["calendar.closes", "calendar.weekend"], CaseCalls.FieldsOf(await CaseCalls.RefusedAsync(() => PreviewAsync(never))));
    }

    [Fact]
    public async Task A_calendar_of_the_catalogue_holds_for_open_cases_only_when_it_is_applied()
    {
        Case opened = await OpenAsync();
        StateHoliday();
        Case before = await Run.GetAsync(opened.Name);
        Assert.Equal(opened, before);

        RulesEffect effect = Assert.Single((await PreviewAsync()).Effects);
        AssertADayLater(effect);
        string request = Guid.NewGuid().ToString();
        Assert.Equal(new RulesResult { Case = opened.Name, Applied = true }, await ApplyAsync(effect, request));
        Case after = await Run.GetAsync(opened.Name);
        Assert.Equal((effect.Proposed, "2"), (after.Rules, after.Etag));
        Assert.Equal([s_respondBy + s_day, s_resolveBy + s_day], after.Clocks.Where(clock => clock.DueAtUs > 0).Select(clock => clock.DueAtUs));

        Assert.True((await ApplyAsync(effect, request)).Applied);
        Assert.True((await ApplyAsync(effect)).Applied);
        Assert.Equal(["case.opened", "case.rules_changed"], (await Run.EventsAsync(opened.Name)).Select(found => found.Type));
        Assert.Empty((await PreviewAsync()).Effects);
        await Run.RestartAsync();
        Assert.Equal(after, await Run.GetAsync(opened.Name));
    }

    [Fact]
    public async Task A_new_case_has_the_new_rules_and_an_old_one_keeps_its_own_without_the_catalogue()
    {
        Case old = await OpenAsync();
        StateHoliday();
        Case now = await OpenAsync();
        Assert.NotEqual(old.Rules.Hash, now.Rules.Hash);
        Assert.Equal(now.Clock("respond").DueAtUs, old.Clock("respond").DueAtUs + s_day);
        Run.Catalogue.Change(snapshot => snapshot.Contracts.Clear());
        await Run.RestartAsync();
        Assert.Equal((old, now), (await Run.GetAsync(old.Name), await Run.GetAsync(now.Name)));
    }

    [Fact]
    public async Task A_document_with_errors_is_refused_with_all_of_them()
    {
        string text = ShorterDocument().Replace("resolve: {value: 23 h,", "resolve: {value: soon,", StringComparison.Ordinal);
        var bad = new PreviewRulesRequest { Document = new DocumentTrial { Contract = Catalogue.Contract, Document = Google.Protobuf.ByteString.CopyFromUtf8(text) } };
        RpcException refused = await CaseCalls.RefusedAsync(() => PreviewAsync(bad));
        Assert.All(CaseCalls.FieldsOf(refused), field => Assert.Equal("document.document", field));
        Assert.Contains("soon", refused.Status.Detail, StringComparison.Ordinal);
        bad.Document.Contract = "contracts/none";
        Assert.Equal(["document.contract"], CaseCalls.FieldsOf(await CaseCalls.RefusedAsync(() => PreviewAsync(bad))));
    }

    [Fact]
    public async Task A_new_document_shows_its_effect_before_it_holds()
    {
        Case opened = await Run.OpenAsync();
        Case done = await Run.OpenAsync();
        _ = await Run.TakeAsync(done.Name, Changes.Resolve());
        Case resolved = await Run.GetAsync(done.Name);
        Case shut = await Run.OpenAsync();
        _ = await Run.TakeAsync(shut.Name, Changes.Resolve());
        _ = await Run.TakeAsync(shut.Name, Changes.Close());
        Case closed = await Run.GetAsync(shut.Name);

        string text = ShorterDocument();
        var trial = new PreviewRulesRequest { Document = new DocumentTrial { Contract = Catalogue.Contract, Document = Google.Protobuf.ByteString.CopyFromUtf8(text) } };
        RulesEffect tried = Assert.Single((await PreviewAsync(trial)).Effects);
        Assert.Empty((await PreviewAsync()).Effects);
        Run.Catalogue.Change(snapshot =>
        {
            _ = snapshot.Contracts.Remove(snapshot.Contracts.Single(found => found.Name == Catalogue.Contract));
            snapshot.Contracts.Add(Catalogue.Document(Catalogue.Contract, text));
        });

        RulesEffect effect = Assert.Single((await PreviewAsync()).Effects);
        Assert.Equal((opened.Name, tried), (effect.Case, effect));
        ClockEffect clock = Assert.Single(effect.Clocks);
        Assert.Equal(("resolve", opened.Clock("resolve").DueAtUs, opened.Clock("resolve").DueAtUs - (s_day / 24)), (clock.Clock, clock.DueBeforeUs, clock.DueAfterUs));
        Assert.True((await ApplyAsync(effect)).Applied);
        Assert.Equal(clock.DueAfterUs, (await Run.GetAsync(opened.Name)).Clock("resolve").DueAtUs);
        Assert.Equal((resolved, closed), (await Run.GetAsync(done.Name), await Run.GetAsync(shut.Name)));
        foreach (Case kept in new[] { resolved, closed })
        {
            RulesResult result = await ApplyAsync(new RulesEffect { Case = kept.Name, Etag = kept.Etag, Proposed = effect.Proposed });
            Assert.False(result.Applied);
            Assert.Equal(kept, await Run.GetAsync(kept.Name));
        }
    }

    [Fact]
    public async Task A_severity_that_vanished_is_an_obstacle()
    {
        Case opened = await OpenAsync();
        Run.Catalogue.Change(snapshot =>
        {
            Subscription subscription = snapshot.Subscriptions.Single(found => found.Name == CaseCalls.Subscription("omniful"));
            (subscription.Contract, subscription.Plan) = (Catalogue.Contract, "premium");
        });
        RulesEffect effect = Assert.Single((await PreviewAsync()).Effects);
        Assert.Contains("P1", effect.Obstacle, StringComparison.Ordinal);
        Assert.Empty(effect.Clocks);
        RulesResult result = await ApplyAsync(effect);
        Assert.Equal((false, effect.Obstacle), (result.Applied, result.WhyNot));
        Assert.Equal(opened, await Run.GetAsync(opened.Name));
    }

    [Fact]
    public async Task A_case_that_changed_since_is_left_alone_and_the_others_are_not()
    {
        string one = (await OpenAsync()).Name;
        string two = (await OpenAsync()).Name;
        StateHoliday();
        PreviewRulesResponse shown = await PreviewAsync();
        _ = await Run.TakeAsync(one, Changes.Acknowledge());
        Case before = await Run.GetAsync(one);
        var apply = new ApplyRulesRequest { Parent = "customers/-", RequestId = Guid.NewGuid().ToString() };
        apply.Choices.AddRange(shown.Effects.Select(effect => new RulesChoice { Case = effect.Case, Etag = effect.Etag, RulesHash = effect.Proposed.Hash }));
        ApplyRulesResponse response = await Run.Client.ApplyRulesAsync(apply, Run.Desk);
        Assert.Equal(shown.Effects.Select(effect => (effect.Case, effect.Case == two)), response.Results.Select(result => (result.Case, result.Applied)));
        Assert.Contains("was changed since it was read", response.Results.Single(result => !result.Applied).WhyNot, StringComparison.Ordinal);
        Assert.Equal(before, await Run.GetAsync(one));
    }

    [Fact]
    public async Task Effects_come_in_pages_and_are_the_providers_to_see()
    {
        List<string> names = [];
        for (int i = 0; i < 5; i++)
        {
            names.Add((await OpenAsync()).Name);
        }

        StateHoliday();
        List<string> shown = [];
        var request = new PreviewRulesRequest { PageSize = 2 };
        do
        {
            PreviewRulesResponse page = await PreviewAsync(request);
            Assert.InRange(page.Effects.Count, 1, 2);
            shown.AddRange(page.Effects.Select(effect => effect.Case));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        Assert.Equal(names.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
        Assert.Empty((await PreviewAsync(new PreviewRulesRequest { Parent = "customers/globex" })).Effects);

        RpcException preview = await CaseCalls.RefusedAsync(() => PreviewAsync(who: Run.Admin));
        RpcException apply = await CaseCalls.RefusedAsync(async () => await Run.Client.ApplyRulesAsync(new ApplyRulesRequest { Parent = "customers/acme" }, Run.Admin));
        Assert.Equal((StatusCode.PermissionDenied, StatusCode.PermissionDenied), (preview.StatusCode, apply.StatusCode));
    }

    [Fact]
    public async Task A_wrong_choice_is_refused_by_field()
    {
        var wrong = new ApplyRulesRequest
        {
            Parent = "customers/acme",
            RequestId = "x",
            Choices = { new RulesChoice { Case = "c1" }, new RulesChoice { Case = "customers/globex/cases/c1" } },
        };
        Assert.Equal(
            ["choices[0].case", "choices[1].case", "request_id"],
            CaseCalls.FieldsOf(await CaseCalls.RefusedAsync(async () => await Run.Client.ApplyRulesAsync(wrong, Run.Desk))));
        var none = new ApplyRulesRequest { Parent = "customers/acme", RequestId = Guid.NewGuid().ToString() };
        Assert.Equal(("choices", "OUT_OF_RANGE"), CaseCalls.ViolationOf(await CaseCalls.RefusedAsync(async () => await Run.Client.ApplyRulesAsync(none, Run.Desk))));
        RulesResult absent = await ApplyAsync(new RulesEffect { Case = "customers/acme/cases/c000000000-00000", Proposed = new CaseRules() });
        Assert.Equal((false, "There is no customers/acme/cases/c000000000-00000."), (absent.Applied, absent.WhyNot));
    }

    private static void AssertADayLater(RulesEffect effect)
    {
        Assert.Equal(
            [("respond", s_respondBy, s_respondBy + s_day), ("resolve", s_resolveBy, s_resolveBy + s_day)],
            effect.Clocks.Select(clock => (clock.Clock, clock.DueBeforeUs, clock.DueAfterUs)));
        Assert.All(effect.Clocks, clock => Assert.Equal((ClockState.Running, ClockState.Running), (clock.StateBefore, clock.StateAfter)));
    }

    private Task<Case> OpenAsync() => Run.OpenAsync("omniful", "P1", "system_inaccessible");

    private void StateHoliday() => Run.Catalogue.Change(snapshot => snapshot.Subscriptions
        .Single(found => found.Name == CaseCalls.Subscription("omniful")).Calendar = new WorkCalendar { Holidays = { "2026-04-20" } });

    private async Task<PreviewRulesResponse> PreviewAsync(PreviewRulesRequest? request = null, Metadata? who = null)
    {
        request ??= new PreviewRulesRequest();
        request.Parent = request.Parent.Length > 0 ? request.Parent : "customers/acme";
        return await Run.Client.PreviewRulesAsync(request, who ?? Run.Desk);
    }

    private async Task<RulesResult> ApplyAsync(RulesEffect effect, string? requestId = null)
    {
        var request = new ApplyRulesRequest
        {
            Parent = "customers/acme",
            RequestId = requestId ?? Guid.NewGuid().ToString(),
            Choices = { new RulesChoice { Case = effect.Case, Etag = effect.Etag, RulesHash = effect.Proposed.Hash } },
        };
        return Assert.Single((await Run.Client.ApplyRulesAsync(request, Run.Desk)).Results);
    }

    /// <summary>Infopromo with a level 1 that is to be resolved in 23 hours, and its examples worked out anew.</summary>
    private static string ShorterDocument() => File.ReadAllText(Path.Combine(Catalogue.ContractsFolder(), "infopromo.yaml"))
            .Replace("resolve: {value: 24 h,", "resolve: {value: 23 h,", StringComparison.Ordinal)
            .Replace("resolveBy: 2026-03-30T00:50:00Z", "resolveBy: 2026-03-29T23:50:00Z", StringComparison.Ordinal)
            .Replace("resolveBy: 2026-05-05T08:00:00Z", "resolveBy: 2026-05-05T07:00:00Z", StringComparison.Ordinal)
            .Replace("resolveBy: 2026-05-05T10:00:00Z", "resolveBy: 2026-05-05T09:00:00Z", StringComparison.Ordinal);
}
