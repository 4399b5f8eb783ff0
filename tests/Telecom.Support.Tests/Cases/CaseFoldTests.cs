using System.Text;
using Telecom.Storage.Events;
using Telecom.Support.Cases;
using Telecom.Support.V1;

namespace Telecom.Support.Tests.Cases;

public sealed class CaseFoldTests
{
    private const string Name = "customers/acme/cases/c1";
    private static readonly CaseContent Content = new("customers/acme/subscriptions/main", "1", "Zeile – ü", "a\nb", "");

    [Fact]
    public void Nothing_is_no_case() => Assert.Null(CaseFold.Fold(Name, []));

    [Fact]
    public void An_opened_case_has_what_was_reported()
    {
        CaseRecord? record = CaseFold.Fold(Name, [Stored(1, CaseOpened.Type, CaseEventCodec.Write(new CaseOpened(Content, 42, "Ada")))]);
        Assert.NotNull(record);
        Assert.Equal((Name, "1", 42L, "1", CaseState.Open), (record.Core.Name, record.Core.Severity, record.Core.ReportedAtUs, record.Core.Etag, record.Core.State));
        Assert.Equal(("Zeile – ü", "a\nb", "Ada"), (record.Title, record.Description, record.ReportedBy));
    }

    [Fact]
    public void What_the_first_version_of_the_service_wrote_can_still_be_read()
    {
        const string Written = """{"content":{"subscription":"customers/acme/subscriptions/main","severity":"1","title":"t","description":"d","circuit":""},"reportedAtUs":1,"reportedBy":"a"}""";
        CaseRecord? record = CaseFold.Fold(Name, [Stored(1, CaseOpened.Type, Encoding.UTF8.GetBytes(Written))]);
        Assert.Equal((CaseOrigin.Customer, null, ""), (record?.Core.Origin, record?.Core.Rules, record?.Core.Cause));
    }

    public static TheoryData<string, string> Unfit() => new()
    {
        { "case.closed.v1", "{}" },
        { "case.forgotten.v1", "{}" },
        { CaseOpened.Type, "{}" },
        { CaseOpened.Type, "not json" },
        { CaseOpened.Type, "null" },
        { CaseOpened.Type, """{"content":{"subscription":"s","severity":"1","title":"t","description":"d","circuit":""},"reportedAtUs":1,"reportedBy":"a","more":1}""" },
        { CaseOpened.Type, """{"content":{"subscription":"s","severity":"1","title":"t","description":"d","circuit":null},"reportedAtUs":1,"reportedBy":"a"}""" },
    };

    [Theory]
    [MemberData(nameof(Unfit))]
    public void What_is_not_understood_is_never_guessed(string type, string data) =>
        Assert.Throws<InvalidDataException>(() => CaseFold.Fold(Name, [Stored(1, type, Encoding.UTF8.GetBytes(data))]));

    [Fact]
    public void A_case_is_opened_once()
    {
        byte[] opened = CaseEventCodec.Write(new CaseOpened(Content, 42, "Ada"));
        _ = Assert.Throws<InvalidDataException>(() => CaseFold.Fold(Name, [Stored(1, CaseOpened.Type, opened), Stored(2, CaseOpened.Type, opened)]));
    }

    private static StoredEvent Stored(long version, string type, byte[] data) => new(version, Name, version, $"e{version}", type, data, 42);
}
