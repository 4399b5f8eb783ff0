using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Contracts;
using Telecom.Hosting;

namespace Telecom.Catalog.Tests;

/// <summary>
/// Each row: what a subscription states, and exactly what is refused of it. Rows that name the contract are held against one that is open from
/// 09:00 to 18:00, the others against one that is open all day.
/// </summary>
public sealed class BadSubscriptionTests(TwoTenants tenants) : IClassFixture<TwoTenants>
{
    private const string DateRule = "is not a date from 1970-01-01 to 9998-12-31, for example 2026-05-26";
    private const string TimeRule = "is not a time of day HH:MM from 00:00 to 24:00, for example 09:00";

    public static TheoryData<string, string[]> Rows() => new()
    {
        {
            "everything",
            [
                "subscription.readings.IP-R7 READING_NOT_ALLOWED 'never' is no option of IP-R7; options: never_later, report, change",
                "subscription.readings.JL-R1 READING_NOT_ALLOWED 'JL-R1' is no reading of infopromo; readings: {readings}",
                "subscription.calendar.weekend[1] NOT_A_WEEKDAY 'Sunday' is not one of MON, TUE, WED, THU, FRI, SAT, SUN",
                $"subscription.calendar.holidays[0] NOT_A_DATE '26.5.2026' {DateRule}",
                $"subscription.calendar.holidays[2] NOT_A_DATE '2026-02-30' {DateRule}",
                $"subscription.calendar.opens NOT_A_TIME '9:00' {TimeRule}",
                $"subscription.calendar.closes NOT_A_TIME '24:01' {TimeRule}",
                "subscription.calendar.time_zone NOT_A_TIME_ZONE 'Dubai' is not an IANA time zone, for example UTC or Europe/Berlin",
            ]
        },
        { "all seven days", ["subscription.calendar.weekend OUT_OF_RANGE all seven days are weekend; leave at least one to work on"] },
        { "eight days", ["subscription.calendar.weekend OUT_OF_RANGE has 8 days; at most 7 are allowed"] },
        { "too many holidays", ["subscription.calendar.holidays OUT_OF_RANGE has 1001 days; at most 1000 are allowed"] },
        { "opens at the end of the day", ["subscription.calendar.opens OUT_OF_RANGE '24:00' is the end of the day; opening is 00:00 to 23:59"] },
        { "closes before it opens", ["subscription.calendar.closes OUT_OF_RANGE '09:00' is not after opens, '17:00'; closing is after opening, up to 24:00"] },
        { "closes as it opens", ["subscription.calendar.closes OUT_OF_RANGE '09:00' is not after opens, '09:00'; closing is after opening, up to 24:00"] },
        {
            "opens as the contract closes",
            ["subscription.calendar.opens OUT_OF_RANGE '18:00' leaves no working hours with closes of version {version} of the contract, '18:00'; give both opens and closes"]
        },
        {
            "closes before the contract opens",
            ["subscription.calendar.closes OUT_OF_RANGE '08:00' leaves no working hours with opens of version {version} of the contract, '09:00'; give both opens and closes"]
        },
        { "long reading", ["subscription.readings OUT_OF_RANGE has 1 readings, the longest text with 65 characters; allowed: at most 50 with 64"] },
        { "many readings", ["subscription.readings OUT_OF_RANGE has 51 readings, the longest text with 3 characters; allowed: at most 50 with 64"] },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_creation_and_a_change_are_refused_alike(string row, string[] expected)
    {
        CatalogRun run = tenants.Run;
        string contract = row.Contains("contract", StringComparison.Ordinal) ? "contracts/justlogin" : "contracts/infopromo";
        Contract served = (await run.Catalog.GetContractAsync(new GetContractRequest { Name = contract }, run.Admin)).Contract;
        ContractDocument document = ContractLoader.Load(served.Document.Span, contract).Document!;
        string readings = string.Join(", ", document.Readings.Select(reading => reading.Id));
        expected = [.. expected.Select(text => text.Replace("{version}", document.Newest.Id, StringComparison.Ordinal).Replace("{readings}", readings, StringComparison.Ordinal))];
        string good = $"customers/acme/subscriptions/{served.Name["contracts/".Length..]}";
        await run.Catalog.CreateSubscriptionAsync(
            new CreateSubscriptionRequest { Subscription = new Subscription { Name = good, Contract = contract, Plan = served.Plans[0] } }, run.Admin);

        Subscription wrong = Stated(row);
        Subscription created = new(wrong) { Name = "customers/acme/subscriptions/wrong", Contract = contract, Plan = served.Plans[0] };
        Assert.Equal(expected, await ViolationsAsync(async () => await run.Catalog.CreateSubscriptionAsync(
            new CreateSubscriptionRequest { Subscription = created }, run.Admin)));
        Assert.Equal(expected, await ViolationsAsync(async () => await run.Catalog.UpdateSubscriptionAsync(
            new UpdateSubscriptionRequest { Subscription = new Subscription(wrong) { Name = good } }, run.Admin)));
    }

    [Fact]
    public async Task Only_so_many_wrong_days_are_named()
    {
        Subscription wrong = new() { Name = "customers/acme/subscriptions/s1", Calendar = new WorkCalendar { Holidays = { Enumerable.Repeat("soon", 1000) } } };
        string[] found = await ViolationsAsync(async () => await tenants.Run.Catalog.UpdateSubscriptionAsync(
            new UpdateSubscriptionRequest { Subscription = wrong }, tenants.Run.Admin));
        Assert.Equal(21, found.Length);
        Assert.Equal($"subscription.calendar.holidays NOT_A_DATE has 980 more that are not {DateRule["is not ".Length..]}", found[^1]);
    }

    [Fact]
    public async Task A_request_names_a_subscription_and_what_can_be_changed()
    {
        CatalogService.CatalogServiceClient catalog = tenants.Run.Catalog;
        Metadata admin = tenants.Run.Admin;
        Assert.Equal(["subscription REQUIRED is missing"], await ViolationsAsync(async () => await catalog.UpdateSubscriptionAsync(new UpdateSubscriptionRequest(), admin)));
        UpdateSubscriptionRequest request = new()
        {
            Subscription = new Subscription { Name = "customers/acme", Calendar = new WorkCalendar { Opens = "soon" } },
            UpdateMask = new FieldMask { Paths = { "calendar", "plan", "*" } },
        };
        string[] found = await ViolationsAsync(async () => await catalog.UpdateSubscriptionAsync(request, admin));
        Assert.StartsWith("subscription.name MALFORMED_NAME \"customers/acme\"", found[0], StringComparison.Ordinal);
        Assert.Equal(
            [
                "update_mask.paths[1] NOT_CHANGEABLE \"plan\" cannot be changed; allowed: calendar, readings",
                "update_mask.paths[2] NOT_CHANGEABLE \"*\" cannot be changed; allowed: calendar, readings",
                $"subscription.calendar.opens NOT_A_TIME 'soon' {TimeRule}",
            ],
            found[1..]);
    }

    private static Subscription Stated(string row) => row switch
    {
        "everything" => new()
        {
            Calendar = new WorkCalendar
            {
                Weekend = { "SAT", "Sunday" },
                Holidays = { "26.5.2026", "2026-05-26", "2026-02-30" },
                Opens = "9:00",
                Closes = "24:01",
                TimeZone = "Dubai",
            },
            Readings = { ["IP-R7"] = "never", ["JL-R1"] = "month", ["IP-R1"] = "floor" },
        },
        "all seven days" => new() { Calendar = new WorkCalendar { Weekend = { "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN" } } },
        "eight days" => new() { Calendar = new WorkCalendar { Weekend = { Enumerable.Repeat("SUN", 8) } } },
        "too many holidays" => new() { Calendar = new WorkCalendar { Holidays = { Enumerable.Repeat("2026-05-26", 1001) } } },
        "opens at the end of the day" => new() { Calendar = new WorkCalendar { Opens = "24:00" } },
        "closes before it opens" => new() { Calendar = new WorkCalendar { Opens = "17:00", Closes = "09:00" } },
        "closes as it opens" => new() { Calendar = new WorkCalendar { Opens = "09:00", Closes = "09:00" } },
        "opens as the contract closes" => new() { Calendar = new WorkCalendar { Opens = "18:00" } },
        "closes before the contract opens" => new() { Calendar = new WorkCalendar { Closes = "08:00" } },
        "long reading" => new() { Readings = { ["IP-R7"] = new string('x', 65) } },
        _ => Many(),
    };

    private static Subscription Many()
    {
        Subscription many = new();
        for (int i = 0; i < 51; i++)
        {
            many.Readings[$"R{i:00}"] = "no";
        }

        return many;
    }

    private static async Task<string[]> ViolationsAsync(Func<Task> call)
    {
        RpcException refused = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_ARGUMENT"), (refused.StatusCode, RpcErrorDetails.ReasonOf(refused)));
        return [.. RpcErrorDetails.Find<BadRequest>(refused)!.FieldViolations.Select(found => $"{found.Field} {found.Reason} {found.Description}")];
    }
}
