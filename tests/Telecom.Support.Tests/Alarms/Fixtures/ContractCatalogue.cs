using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Google.Protobuf;
using Telecom.Catalog.V1;
using Telecom.Contracts;
using Telecom.Support.Tests.Fixtures;

namespace Telecom.Support.Tests.Alarms.Fixtures;

/// <summary>Customers "acme" and "globex" with subscriptions "infopromo" and "omniful" on the real agreements.</summary>
internal static partial class ContractCatalogue
{
    /// <summary>The catalogue, with the working time of Omniful as its document says.</summary>
    public static CatalogSnapshot Snapshot() => Of(File.ReadAllBytes(Path.Combine(Catalogue.ContractsFolder(), "omniful.yaml")));

    /// <summary>The catalogue, with Omniful working from 00:00 to 08:00 of every day in a zone, so that clock changes fall into working time.</summary>
    public static CatalogSnapshot AtNight(string zone)
    {
        string text = File.ReadAllText(Path.Combine(Catalogue.ContractsFolder(), "omniful.yaml"));

        // The worked examples are about another zone and other hours, and must go on to hold: they say so themselves.
        const string usual = "weekend: [SAT, SUN], opens: \"09:00\", closes: \"17:00\"";
        text = OwnCalendar().Replace(text, $"calendar: {{{usual}, holidays:");
        text = WithoutZone().Replace(text, found => $"{found.Value}        timeZone: Asia/Dubai\n");
        text = WithoutCalendar().Replace(text, found => $"{found.Value}        calendar: {{{usual}}}\n");
        text = text.Replace("evidence: {", $"evidence: {{timeZone: Asia/Dubai, calendar: {{{usual}}}, ", StringComparison.Ordinal);
        text = text.Replace("{value: Asia/Dubai", $"{{value: {zone}", StringComparison.Ordinal)
            .Replace("weekend:  {value: [SAT, SUN]", "weekend:  {value: []", StringComparison.Ordinal)
            .Replace("opens:    {value: \"09:00\"", "opens:    {value: \"00:00\"", StringComparison.Ordinal)
            .Replace("closes:   {value: \"17:00\"", "closes:   {value: \"08:00\"", StringComparison.Ordinal);
        byte[] document = Encoding.UTF8.GetBytes(text);
        ContractLoadResult loaded = ContractLoader.Load(document, "contracts/omniful");
        Assert.True(loaded.IsValid, string.Join("; ", loaded.Errors));
        return Of(document);
    }

    private static CatalogSnapshot Of(byte[] omniful)
    {
        var snapshot = new CatalogSnapshot
        {
            Revision = 1,
            Contracts =
            {
                Contract("contracts/infopromo", File.ReadAllBytes(Path.Combine(Catalogue.ContractsFolder(), "infopromo.yaml"))),
                Contract("contracts/omniful", omniful),
            },
        };
        foreach (string customer in (string[])["customers/acme", "customers/globex"])
        {
            snapshot.Customers.Add(new Customer { Name = customer });
            snapshot.Subscriptions.Add(new Subscription { Name = $"{customer}/subscriptions/infopromo", Contract = "contracts/infopromo", Plan = "premium" });
            snapshot.Subscriptions.Add(new Subscription { Name = $"{customer}/subscriptions/omniful", Contract = "contracts/omniful", Plan = "saas" });
        }

        return snapshot;
    }

    private static Contract Contract(string name, byte[] document) => new()
    {
        Name = name,
        Document = ByteString.CopyFrom(document),
        DocumentSha256 = ByteString.CopyFrom(SHA256.HashData(document)),
    };

    [GeneratedRegex("""calendar: \{holidays:""")]
    private static partial Regex OwnCalendar();

    [GeneratedRegex("""^      evidence:\n(?!(        .*\n)*?        timeZone:)""", RegexOptions.Multiline)]
    private static partial Regex WithoutZone();

    [GeneratedRegex("""^      evidence:\n(?!(        .*\n)*?        calendar:)""", RegexOptions.Multiline)]
    private static partial Regex WithoutCalendar();
}
