using Telecom.Catalog.Contracts;
using Telecom.Catalog.State;
using Telecom.Catalog.V1;
using Telecom.Contracts;
using Telecom.Hosting;
using Telecom.Sla.Domain.Names;
using Telecom.Sla.Domain.Time;

namespace Telecom.Catalog.Checks;

/// <summary>Checks of what is to be created, on one view of the catalogue. Each refuses with every wrong field.</summary>
internal static class RequestChecks
{
    /// <summary>2000-01-01T00:00:00Z: nothing that this suite rates began before.</summary>
    private const long EarliestStartUs = 946_684_800_000_000;

    /// <summary>2100-01-01T00:00:00Z: no instant that is stated for the future lies at or after it.</summary>
    internal const long EndUs = 4_102_444_800_000_000;

    /// <summary>Refuses a request without its resource.</summary>
    public static T Present<T>(T? resource, string field)
        where T : class =>
        resource ?? throw RpcFailure.Invalid(field, "is missing", "REQUIRED");

    /// <summary>Checks a customer.</summary>
    public static void Check(Customer customer)
    {
        Violations violations = new();
        violations.Name("customer.name", customer.Name, "");
        violations.Text("customer.display_name", customer.DisplayName);
        violations.ThrowIfAny();
    }

    /// <summary>Checks an agent.</summary>
    public static void Check(Agent agent, CatalogView view)
    {
        Violations violations = new();
        violations.Customer("agent.name", violations.Name("agent.name", agent.Name, "agents"), view);
        violations.Text("agent.display_name", agent.DisplayName);
        violations.ThrowIfAny();
    }

    /// <summary>Checks a circuit; its subscription is of the same customer.</summary>
    public static void Check(Circuit circuit, CatalogView view)
    {
        Violations violations = new();
        ResourceName? name = violations.Name("circuit.name", circuit.Name, "circuits");
        violations.Customer("circuit.name", name, view);
        violations.Text("circuit.display_name", circuit.DisplayName);
        ResourceName? subscription = violations.Name("circuit.subscription", circuit.Subscription, "subscriptions");
        if (subscription is not null && name is not null && subscription.Customer != name.Customer)
        {
            violations.Add("circuit.subscription", $"\"{subscription}\" is not of {name.CustomerName}, which the circuit belongs to", "FOREIGN_REFERENCE");
        }
        else if (subscription is not null && view.Subscriptions.Find(circuit.Subscription) is null)
        {
            violations.Add("circuit.subscription", $"there is no {subscription}", "REFERENCE_NOT_FOUND");
        }

        violations.Text("circuit.region", circuit.Region, minimum: 0, maximum: 100);
        violations.ThrowIfAny();
    }

    /// <summary>Checks a subscription; its plan is one of the version of the contract that is in force when it starts.</summary>
    /// <param name="subscription">The subscription.</param>
    /// <param name="startUs">Its start, microseconds since the Unix epoch, with 0 replaced by now.</param>
    /// <param name="view">The catalogue.</param>
    /// <param name="contracts">The contracts.</param>
    public static void Check(Subscription subscription, long startUs, CatalogView view, ContractShelf contracts)
    {
        Violations violations = new();
        violations.Customer("subscription.name", violations.Name("subscription.name", subscription.Name, "subscriptions"), view);
        bool startIsGood = startUs is >= EarliestStartUs and < EndUs;
        if (!startIsGood)
        {
            violations.Add(
                "subscription.start_time_us",
                $"{subscription.StartTimeUs} is not 0 (now) or from {EarliestStartUs} (2000-01-01) to below {EndUs} (2100-01-01)",
                "OUT_OF_RANGE");
        }

        if (contracts.Find(subscription.Contract) is not { } document)
        {
            violations.Add(
                "subscription.contract",
                $"there is no contract \"{subscription.Contract}\"; there are: {string.Join(", ", contracts.Names)}",
                "REFERENCE_NOT_FOUND");
        }
        else if (startIsGood)
        {
            CheckPlan(subscription, document, new UtcInstant(startUs), violations);
        }

        SubscriptionChecks.CheckStated(subscription, contracts, violations);
        violations.ThrowIfAny();
    }

    private static void CheckPlan(Subscription subscription, ContractDocument document, UtcInstant start, Violations violations)
    {
        if (document.VersionAt(start) is not { } version)
        {
            violations.Add(
                "subscription.start_time_us",
                $"{start.Microseconds} is before the first version of {subscription.Contract} takes effect",
                "BEFORE_CONTRACT");
        }
        else if (version.Plan(subscription.Plan) is null)
        {
            violations.Add(
                "subscription.plan",
                $"version {version.Id} of {subscription.Contract} has no plan \"{subscription.Plan}\"; it has: "
                    + string.Join(", ", version.Plans.Select(p => p.Id)),
                "REFERENCE_NOT_FOUND");
        }
    }
}
