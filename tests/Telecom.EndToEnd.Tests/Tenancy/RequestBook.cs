using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Metrics.V1;
using OpenTelemetry.Proto.Resource.V1;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.EndToEnd.Tests.Harness;
using Telecom.Ingestion.V1;
using Telecom.Sla.V1;
using Telecom.Support.V1;

namespace Telecom.EndToEnd.Tests.Tenancy;

/// <summary>
/// A valid request of every public RPC, as a company would send it: a function makes it anew for each call. An RPC that is not here fails
/// the test. What a request ends or breaks is the company's spare one.
/// </summary>
internal static class RequestBook
{
    private static readonly Dictionary<string, Func<Company, IMessage[]>[]> Book = new()
    {
        ["CatalogService/CreateCustomer"] = [c => [new CreateCustomerRequest { Customer = new Customer { Name = c.Name, DisplayName = c.Id("customer") } }]],
        ["CatalogService/GetCustomer"] = [c => [new GetCustomerRequest { Name = c.Name }]],
        ["CatalogService/ListCustomers"] = [_ => [new ListCustomersRequest()]],
        ["CatalogService/CreateSubscription"] =
        [
            c => [new CreateSubscriptionRequest { Subscription = new Subscription { Name = $"{c.Name}/subscriptions/{c.Id("new")}", Contract = "contracts/infopromo", Plan = "premium", StartTimeUs = c.StartUs } }],
        ],
        ["CatalogService/UpdateSubscription"] =
        [
            c => [new UpdateSubscriptionRequest { Subscription = new Subscription { Name = c["subscriptions"], Calendar = new WorkCalendar { Opens = "08:00", Closes = "18:00" } } }],
        ],
        ["CatalogService/GetSubscription"] = [c => [new GetSubscriptionRequest { Name = c["subscriptions"] }]],
        ["CatalogService/ListSubscriptions"] = [c => [new ListSubscriptionsRequest { Parent = c.Name }]],
        ["CatalogService/CreateCircuit"] =
        [
            c => [new CreateCircuitRequest { Circuit = new Circuit { Name = $"{c.Name}/circuits/{c.Id("new")}", DisplayName = c.Id("new"), Subscription = c["subscriptions"] } }],
        ],
        ["CatalogService/GetCircuit"] = [c => [new GetCircuitRequest { Name = c["circuits"] }]],
        ["CatalogService/ListCircuits"] = [c => [new ListCircuitsRequest { Parent = c.Name }]],
        ["CatalogService/CreateAgent"] = [c => [new CreateAgentRequest { Agent = new Telecom.Catalog.V1.Agent { Name = $"{c.Name}/agents/{c.Id("new")}", DisplayName = c.Id("new") } }]],
        ["CatalogService/GetAgent"] = [c => [new GetAgentRequest { Name = c["agents"] }]],
        ["CatalogService/DisableAgent"] = [c => [new DisableAgentRequest { Name = c.Spare("agents") }]],
        ["CatalogService/EnableAgent"] = [c => [new EnableAgentRequest { Name = c.Spare("agents") }]],
        ["CatalogService/ListAgents"] = [c => [new ListAgentsRequest { Parent = c.Name }]],
        ["CatalogService/CreateApiKey"] =
        [
            c => [new CreateApiKeyRequest { ApiKey = new ApiKey { Name = $"{c.Name}/keys/{c.Id("new")}", Subject = c["agents"], Roles = { Role.Agent } } }],
        ],
        ["CatalogService/ListApiKeys"] = [c => [new ListApiKeysRequest { Parent = c.Name }]],
        ["CatalogService/RevokeApiKey"] = [c => [new RevokeApiKeyRequest { Name = c.Spare("keys") }]],
        ["CatalogService/ListContracts"] = [_ => [new ListContractsRequest()]],
        ["CatalogService/GetContract"] = [_ => [new GetContractRequest { Name = "contracts/infopromo" }]],
        ["IngestionService/StreamSamples"] = [Stream],
        ["IngestionService/WriteSamples"] = [c => [new WriteSamplesRequest { Agent = c["agents"], SpoolEpoch = SpoolingClient.NewEpoch(), Batch = Batch(c) }]],
        ["IngestionService/ListProducers"] = [c => [new ListProducersRequest { Parent = c["agents"] }]],
        ["IngestionService/ReportConsumed"] = [_ => [new ReportConsumedRequest()]],
        ["MetricsService/Export"] = [c => [Export(c)]],
        ["SlaService/GetStatus"] = [c => [new GetStatusRequest { Name = c["circuits"] }]],
        ["SlaService/ListStatuses"] = [c => [new ListStatusesRequest { Parent = c.Name }]],
        ["SlaService/Rate"] = [_ => [new RateRequest { Contract = "contracts/infopromo", Plan = "premium", Evidence = """{"month":"2026-04","timeZone":"UTC"}""" }]],
        ["SlaService/ListFoldProgress"] = [c => [new ListFoldProgressRequest { Parent = c["agents"] }]],
        ["StatementService/GetStatement"] = [c => [new GetStatementRequest { Name = c["subscriptions"] }]],
        ["StatementService/ListStatements"] = [c => [new ListStatementsRequest { Parent = c.Name }]],
        ["OutageService/GetOutage"] = [c => [new GetOutageRequest { Name = c["outages"] }]],
        ["OutageService/ListOutages"] = [c => [new ListOutagesRequest { Parent = c.Name, Circuit = c["circuits"] }]],
        ["OutageService/WatchOutageEvents"] = [c => [new WatchOutageEventsRequest { Parent = c.Name }]],
        ["LedgerService/CreateExclusion"] =
        [
            c =>
            [
                new CreateExclusionRequest
                {
                    Parent = c.Name,
                    RequestId = NewId(),
                    Exclusion = new Exclusion
                    {
                        Circuit = c["circuits"],
                        Outage = c["outages"],
                        Case = c["cases"],
                        Category = "force_majeure",
                        Evidence = c.Id("a storm"),
                        Time = new TimeRange { StartUs = c.StartUs, EndUs = c.StartUs + 1_000_000 },
                    },
                },
            ],
        ],
        ["LedgerService/DecideExclusion"] = [c => [new DecideExclusionRequest { Name = c["exclusions"], Status = ExclusionStatus.Rejected, Reason = c.Id("a reason") }]],
        ["LedgerService/GetExclusion"] = [c => [new GetExclusionRequest { Name = c["exclusions"] }]],
        ["LedgerService/ListExclusions"] = [c => [new ListExclusionsRequest { Parent = c.Name, Outage = c["outages"] }]],
        ["LedgerService/FileClaim"] =
        [
            c =>
            [
                new FileClaimRequest
                {
                    Parent = c.Name,
                    RequestId = NewId(),
                    Claim = new Claim { Subscription = c["subscriptions"], Outage = c["outages"], Case = c["cases"], Contents = new ClaimContents { Subject = c.Id("a claim") } },
                },
            ],
        ],
        ["LedgerService/GetClaim"] = [c => [new GetClaimRequest { Name = c["claims"] }]],
        ["LedgerService/ListClaims"] = [c => [new ListClaimsRequest { Parent = c.Name, Outage = c["outages"] }]],
        ["SupportService/OpenCase"] =
        [
            c =>
            [
                new OpenCaseRequest
                {
                    Parent = c.Name,
                    RequestId = NewId(),
                    Case = new Case { Subscription = c["subscriptions"], Circuit = c["circuits"], Severity = "2", Title = c.Id("a title"), Links = { c["outages"], c["claims"] } },
                },
            ],
        ],
        ["SupportService/GetCase"] = [c => [new GetCaseRequest { Name = c["cases"] }]],
        ["SupportService/ListCases"] = [c => [new ListCasesRequest { Parent = c.Name, Subscription = c["subscriptions"], Circuit = c["circuits"] }]],
        ["SupportService/UpdateCase"] = [c => [new UpdateCaseRequest { RequestId = NewId(), Case = new Case { Name = c["cases"], Title = c.Id("other title"), Circuit = c.Spare("circuits") } }]],
        ["SupportService/ChangeCase"] =
        [
            c => [Change(c["cases"], new CaseChange { Note = new Note { Text = c.Id("a note") } })],
            c => [Change(c["cases"], new CaseChange { Link = new Link { Target = c["claims"] } })],
            c => [Change(c["cases"], new CaseChange { Link = new Link { Target = c["exclusions"] } })],
            c => [Change(c.Spare("cases"), new CaseChange { Duplicate = new Duplicate { Master = c["cases"] } })],
        ],
        ["SupportService/ListCaseEvents"] = [c => [new ListCaseEventsRequest { Parent = c["cases"] }]],
        ["SupportService/WatchCaseEvents"] = [c => [new WatchCaseEventsRequest { Parent = c.Name }]],
        ["SupportService/PreviewRules"] =
        [
            c => [new PreviewRulesRequest { Parent = c.Name, Calendar = new CalendarTrial { Contract = "contracts/infopromo", Opens = "09:00", Closes = "17:00" } }],
        ],
        ["SupportService/ApplyRules"] = [c => [new ApplyRulesRequest { Parent = c.Name, RequestId = NewId(), Choices = { new RulesChoice { Case = c["cases"], RulesHash = "0" } } }]],
        ["SupportService/GetAttainment"] = [c => [new GetAttainmentRequest { Parent = c.Name, Reported = Today(c) }]],
        ["SupportService/ListAttainmentCases"] =
        [
            c => [new ListAttainmentCasesRequest { Parent = c.Name, Reported = Today(c), Contract = "contracts/infopromo", Severity = "1", Clock = "resolve", Outcome = ClockOutcome.Open }],
        ],
        ["WebhookService/CreateWebhook"] =
        [
            c => [new CreateWebhookRequest { Parent = c.Name, WebhookId = c.Id("n" + NewId()[..8]), StartAfterPosition = -1, Webhook = new Webhook { Url = $"https://{c.Mark}.invalid/new", Types_ = { "case.escalated" } } }],
        ],
        ["WebhookService/ListWebhooks"] = [c => [new ListWebhooksRequest { Parent = c.Name }]],
        ["WebhookService/DeleteWebhook"] = [c => [new DeleteWebhookRequest { Name = c.Spare("webhooks") }]],
        ["WebhookService/RotateWebhookSecret"] = [c => [new RotateWebhookSecretRequest { Name = c["webhooks"] }]],
        ["WebhookService/ListDeadLetters"] = [c => [new ListDeadLettersRequest { Parent = c["webhooks"] }]],
        ["WebhookService/RedeliverDeadLetters"] = [c => [new RedeliverDeadLettersRequest { Name = c["webhooks"] }]],
    };

    /// <summary>The requests of an RPC.</summary>
    /// <param name="rpc">Service and method, "SlaService/GetStatus".</param>
    public static IReadOnlyList<Func<Company, IMessage[]>> Of(string rpc)
    {
        Assert.True(Book.TryGetValue(rpc, out Func<Company, IMessage[]>[]? found), $"{rpc} has no request in {nameof(RequestBook)}: every public RPC needs one");
        return found;
    }

    private static string NewId() => Guid.NewGuid().ToString();

    private static TimeRange Today(Company c) => new() { StartUs = c.StartUs - 86_400_000_000, EndUs = c.StartUs + 86_400_000_000 };

    private static ChangeCaseRequest Change(string name, CaseChange change) => new() { Name = name, RequestId = NewId(), Change = change };

    private static IMessage[] Stream(Company c) =>
    [
        new StreamSamplesRequest { Hello = new Hello { Agent = c["agents"], SpoolEpoch = SpoolingClient.NewEpoch() } },
        new StreamSamplesRequest { Batch = Batch(c) },
        new StreamSamplesRequest { Finish = new Finish { LastSequence = 1 } },
    ];

    /// <summary>One sample of each of two circuits, long after those that made the outage.</summary>
    private static SampleBatch Batch(Company c) => new()
    {
        Sequence = 1,
        BaseTimeUs = c.StartUs + 600_000_000,
        Circuits = { new CircuitHandle { Handle = 1, Circuit = c["circuits"] }, new CircuitHandle { Handle = 2, Circuit = c.Spare("circuits") } },
        Loss = new LossTable { Circuit = { 1, 2 }, TimeDeltaUs = { 0, 1 }, Sent = { 10, 10 }, Lost = { 0, 0 } },
    };

    private static ExportMetricsServiceRequest Export(Company c) => new()
    {
        ResourceMetrics =
        {
            new ResourceMetrics
            {
                Resource = new Resource(),
                ScopeMetrics =
                {
                    new ScopeMetrics
                    {
                        Metrics =
                        {
                            new OpenTelemetry.Proto.Metrics.V1.Metric
                            {
                                Name = "telecom.latency",
                                Unit = "us",
                                Gauge = new Gauge
                                {
                                    DataPoints =
                                    {
                                        new NumberDataPoint
                                        {
                                            AsDouble = Random.Shared.Next(1, 1_000_000),
                                            TimeUnixNano = ((ulong)c.StartUs + 600_000_000) * 1000,
                                            Attributes = { new KeyValue { Key = "telecom.circuit", Value = new AnyValue { StringValue = c["circuits"] } } },
                                        },
                                    },
                                },
                            },
                        },
                    },
                },
            },
        },
    };
}
