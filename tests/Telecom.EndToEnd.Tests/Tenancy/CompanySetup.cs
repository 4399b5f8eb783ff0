using Grpc.Core;
using Telecom.Catalog.V1;
using Telecom.Common.V1;
using Telecom.EndToEnd.Tests.Harness;
using Telecom.Hosting;
using Telecom.Ingestion.V1;
using Telecom.Sla.V1;
using Telecom.Support.V1;

namespace Telecom.EndToEnd.Tests.Tenancy;

/// <summary>Creates everything that a customer can have, through the gateway.</summary>
internal sealed class CompanySetup(InProcessSuite suite, Company company)
{
    private const long Second = 1_000_000;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(90);

    private readonly CallInvoker _admin = suite.Admin.Invoker;

    /// <summary>Ten slices of ten seconds up, six down, ten up: one outage that is over.</summary>
    private static bool IsDown(int second) => second is >= 100 and < 160;

    public static async Task<Company> CreateAsync(InProcessSuite suite, string mark)
    {
        var company = new Company(mark);
        long now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() * Second;
        company.StartUs = (now - (1800 * Second)) / (10 * Second) * 10 * Second;
        var setup = new CompanySetup(suite, company);
        await setup.RegisterAsync();
        await setup.KeysAsync();
        await setup.SamplesAsync();
        await setup.FactsAsync();
        await setup.CasesAsync();
        return company;
    }

    private async Task RegisterAsync()
    {
        var catalog = new CatalogService.CatalogServiceClient(_admin);
        _ = await catalog.CreateCustomerAsync(new CreateCustomerRequest { Customer = new Customer { Name = company.Name, DisplayName = company.Id("customer") } });
        company.Keep("subscriptions", company.Id("main"));
        _ = await catalog.CreateSubscriptionAsync(new CreateSubscriptionRequest
        {
            Subscription = new Subscription
            {
                Name = company["subscriptions"],
                Contract = "contracts/infopromo",
                Plan = "premium",
                StartTimeUs = company.StartUs - (3600 * Second),
            },
        });
        company.Keep("circuits", company.Id("line"));
        company.KeepSpare("circuits", company.Id("second-line"));
        foreach (string circuit in (string[])[company["circuits"], company.Spare("circuits")])
        {
            _ = await catalog.CreateCircuitAsync(new CreateCircuitRequest
            {
                Circuit = new Circuit { Name = circuit, DisplayName = company.Id("circuit"), Subscription = company["subscriptions"], Region = "EU" },
            });
        }

        company.Keep("agents", company.Id("probe"));
        company.KeepSpare("agents", company.Id("second-probe"));
        foreach (string agent in (string[])[company["agents"], company.Spare("agents")])
        {
            _ = await catalog.CreateAgentAsync(new CreateAgentRequest { Agent = new Telecom.Catalog.V1.Agent { Name = agent, DisplayName = company.Id("agent") } });
        }
    }

    private async Task KeysAsync()
    {
        company.Keep("keys", company.Id("viewer"));
        company.KeepSpare("keys", company.Id("second-viewer"));
        company.Secrets["viewer"] = await KeyAsync(company["keys"], company.Id("a viewer"), Role.CustomerViewer);
        company.Secrets["second viewer"] = await KeyAsync(company.Spare("keys"), company.Id("a viewer"), Role.CustomerViewer);
        company.Secrets["admin"] = await KeyAsync($"{company.Name}/keys/{company.Id("admin")}", company.Id("an admin"), Role.CustomerAdmin);
        company.Secrets["agent"] = await KeyAsync($"{company.Name}/keys/{company.Id("probe")}", company["agents"], Role.Agent);
    }

    private async Task<string> KeyAsync(string name, string subject, Role role) =>
        (await new CatalogService.CatalogServiceClient(_admin).CreateApiKeyAsync(
            new CreateApiKeyRequest { ApiKey = new ApiKey { Name = name, Subject = subject, Roles = { role } } })).Secret;

    private async Task SamplesAsync()
    {
        using var agent = new GatewayChannel(suite.GatewayAddress, company.Secrets["agent"]);
        var batch = new SampleBatch
        {
            Sequence = 1,
            BaseTimeUs = company.StartUs,
            Circuits = { new CircuitHandle { Handle = 1, Circuit = company["circuits"] } },
            Loss = new LossTable(),
        };
        for (int second = 0; second < 260; second++)
        {
            batch.Loss.Circuit.Add(1);
            batch.Loss.TimeDeltaUs.Add(second == 0 ? 0 : Second);
            batch.Loss.Sent.Add(10);
            batch.Loss.Lost.Add(IsDown(second) ? 10u : 0u);
        }

        WriteSamplesRequest request = new() { Agent = company["agents"], SpoolEpoch = SpoolingClient.NewEpoch(), Batch = batch };
        _ = await Until.Async(
            "samples are taken",
            Bound,
            async () => (await new IngestionService.IngestionServiceClient(agent.Invoker).WriteSamplesAsync(request)).Ack.Refusals.Count,
            refusals => refusals == 0);
        OutageRecord outage = await Until.Async(
            "an outage that is over",
            Bound,
            async () => (await new OutageService.OutageServiceClient(_admin).ListOutagesAsync(new ListOutagesRequest { Parent = company.Name })).Outages.FirstOrDefault() ?? new OutageRecord(),
            found => found.Name.Length > 0 && !found.Ongoing);
        company.Keep("outages", outage.Name);
    }

    private async Task FactsAsync()
    {
        var ledger = new LedgerService.LedgerServiceClient(_admin);
        Exclusion exclusion = new() { Outage = company["outages"], Category = "force_majeure", Evidence = company.Id("a storm") };
        company.Keep("exclusions", (await ledger.CreateExclusionAsync(new CreateExclusionRequest
        {
            Parent = company.Name,
            RequestId = company.RequestId,
            Exclusion = exclusion,
        })).Exclusion.Name);
        Claim claim = new() { Subscription = company["subscriptions"], Outage = company["outages"], Contents = new ClaimContents { Subject = company.Id("a claim") } };
        company.Keep("claims", (await ledger.FileClaimAsync(new FileClaimRequest { Parent = company.Name, RequestId = company.RequestId, Claim = claim })).Claim.Name);
    }

    private async Task CasesAsync()
    {
        var support = new SupportService.SupportServiceClient(_admin);
        company.Keep("cases", await OpenAsync(support, company.RequestId));
        company.KeepSpare("cases", await OpenAsync(support, Guid.NewGuid().ToString()));
        _ = await support.ChangeCaseAsync(new ChangeCaseRequest
        {
            Name = company["cases"],
            RequestId = Guid.NewGuid().ToString(),
            Change = new CaseChange { Note = new Note { Text = company.Id("a note"), Visibility = Visibility.Public } },
        });
        _ = await support.ChangeCaseAsync(new ChangeCaseRequest
        {
            Name = company["cases"],
            RequestId = Guid.NewGuid().ToString(),
            Change = new CaseChange { Link = new Link { Target = company["outages"] } },
        });
        company.Keep("webhooks", company.Id("hook"));
        company.KeepSpare("webhooks", company.Id("second-hook"));
        foreach (string hook in (string[])[company["webhooks"], company.Spare("webhooks")])
        {
            CreateWebhookResponse created = await new WebhookService.WebhookServiceClient(_admin).CreateWebhookAsync(new CreateWebhookRequest
            {
                // From now on: nothing is sent anywhere while nothing of these types happens.
                Parent = company.Name,
                WebhookId = hook[(hook.LastIndexOf('/') + 1)..],
                StartAfterPosition = -1,
                Webhook = new Webhook { Url = $"https://{company.Mark}.invalid/hook", Types_ = { "case.escalated" } },
            });
            company.Secrets[hook] = created.Secret;
        }
    }

    private async Task<string> OpenAsync(SupportService.SupportServiceClient support, string requestId) =>
        (await support.OpenCaseAsync(new OpenCaseRequest
        {
            Parent = company.Name,
            RequestId = requestId,
            Case = new Case { Subscription = company["subscriptions"], Circuit = company["circuits"], Severity = "1", Title = company.Id("a title"), Description = company.Id("a text") },
        })).Case.Name;
}
