using Grpc.Core;
using Telecom.Hosting;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Fixtures;

/// <summary>What tests ask of the service again and again.</summary>
internal static class CaseCalls
{
    /// <summary>Resource name of a subscription of acme.</summary>
    public static string Subscription(string id) => $"customers/acme/subscriptions/{id}";

    /// <summary>A request of acme's.</summary>
    public static OpenCaseRequest OpenRequest(string subscription = "main", string severity = "1", string cause = "") => new()
    {
        Parent = "customers/acme",
        RequestId = Guid.NewGuid().ToString(),
        Case = new Case { Subscription = Subscription(subscription), Severity = severity, Cause = cause, Title = "The line is down" },
    };

    public static async Task<Case> OpenAsync(
        this SupportRun run, string subscription = "main", string severity = "1", string cause = "", Metadata? who = null) =>
        (await run.Client.OpenCaseAsync(OpenRequest(subscription, severity, cause), who ?? run.Admin)).Case;

    /// <summary>A step; by staff when nobody is named.</summary>
    public static async Task<ChangeCaseResponse> TakeAsync(
        this SupportRun run, string name, CaseChange change, Metadata? who = null, string etag = "", bool validateOnly = false, string? requestId = null) =>
        await run.Client.ChangeCaseAsync(
            new ChangeCaseRequest { Name = name, Change = change, Etag = etag, ValidateOnly = validateOnly, RequestId = requestId ?? Guid.NewGuid().ToString() },
            who ?? run.Desk);

    public static async Task<Case> GetAsync(this SupportRun run, string name, Metadata? who = null) =>
        (await run.Client.GetCaseAsync(new GetCaseRequest { Name = name }, who ?? run.Admin)).Case;

    public static async Task<IReadOnlyList<CaseEvent>> EventsAsync(this SupportRun run, string name, Metadata? who = null) =>
        (await run.Client.ListCaseEventsAsync(new ListCaseEventsRequest { Parent = name, PageSize = 1000 }, who ?? run.Desk)).Events;

    public static Task<RpcException> RefusedAsync(Func<Task> call) => Assert.ThrowsAsync<RpcException>(call);

    /// <summary>Fields that a refusal names, in order.</summary>
    public static IReadOnlyList<string> FieldsOf(RpcException refused) =>
        [.. (RpcErrorDetails.Find<Google.Rpc.BadRequest>(refused)?.FieldViolations ?? []).Select(violation => violation.Field).Order(StringComparer.Ordinal)];

    /// <summary>The only violation of a refusal: field and reason.</summary>
    public static (string Field, string Reason) ViolationOf(RpcException refused)
    {
        Google.Rpc.BadRequest.Types.FieldViolation violation = Assert.Single(RpcErrorDetails.Find<Google.Rpc.BadRequest>(refused)!.FieldViolations);
        return (violation.Field, violation.Reason);
    }

    /// <summary>Metadata of a refusal.</summary>
    public static IReadOnlyDictionary<string, string> MetadataOf(RpcException refused) =>
        RpcErrorDetails.Find<Google.Rpc.ErrorInfo>(refused)!.Metadata.ToDictionary();

    public static Clock Clock(this Case shown, string name) => shown.Clocks.Single(clock => clock.Name == name);
}
