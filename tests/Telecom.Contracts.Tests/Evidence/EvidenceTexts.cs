using System.Text;
using Telecom.Contracts.Evidence;
using Telecom.Contracts.Yaml;

namespace Telecom.Contracts.Tests.Evidence;

/// <summary>Evidence documents to start from.</summary>
internal static class EvidenceTexts
{
    /// <summary>A document with every field of the form, most of them on a line of their own.</summary>
    public const string Full = """
        {
          "timeZone": "Europe/Berlin",
          "currency": "EUR",
          "plan": "premium",
          "region": "eu-west",
          "month": "2026-04",
          "asOf": "2026-05-02T00:00:00+02:00",
          "subscription": {"start": "2026-01-01T00:00:00Z"},
          "calendar": {"weekend": ["SAT", "SUN"], "holidays": ["2026-05-01"], "opens": "09:00", "closes": "17:30"},
          "charges": [
            {"item": "line", "amount": "1500.00", "affected": true, "creditable": false},
            {"amount": 20.5}
          ],
          "invoices": [{"month": "2026-04", "amount": "999.99"}],
          "parameters": {"rebateTable": [
            {"fromPct": "99.0", "toPct": "99.9", "rebatePct": "5"},
            {"fromPct": 0, "toPct": 99, "rebatePct": 10.25}
          ]},
          "gates": {
            "accountGoodStanding": true,
            "notSuspended": [{"start": "2026-04-01T00:00:00Z", "end": "2026-04-20T00:00:00Z"}],
            "compliant": null
          },
          "readings": {"IP-R1": "floor"},
          "missingData": "exclude",
          "outages": [
            {"start": "2026-04-10T10:00:00.000001+02:00", "end": "2026-04-10T12:00:00+02:00", "cause": "provider", "source": "prober",
             "reportedAt": "2026-04-10T10:01:00+02:00", "recognisedAt": "2026-04-10T10:02:00+02:00",
             "noticeAt": "2026-04-10T10:03:00+02:00", "recordedAt": "2026-04-10T10:04:00+02:00",
             "confirmed": true, "serviceAccessible": false},
            {"start": "2026-04-30T00:00:00Z", "end": null}
          ],
          "unmeasured": [{"start": "2026-04-05T00:00:00Z", "end": "2026-04-05T01:00:00Z"}],
          "maintenance": [
            {"start": "2026-04-12T00:00:00Z", "end": "2026-04-12T04:00:00Z"},
            {"start": "2026-04-13T00:00:00Z", "end": "2026-04-13T04:00:00Z", "announcedAt": null},
            {"start": "2026-04-14T00:00:00Z", "end": "2026-04-14T04:00:00Z", "announcedAt": "2026-04-01T00:00:00Z", "recordedAt": "2026-04-02T00:00:00Z"}
          ],
          "exclusions": [
            {"start": "2026-04-15T00:00:00Z", "end": "2026-04-15T01:00:00Z", "category": "force_majeure", "status": "approved",
             "decidedBy": "J. Doe", "evidence": "weather service bulletin 7", "announcedAt": null, "recordedAt": "2026-04-16T00:00:00Z"},
            {"start": "2026-04-16T00:00:00Z", "end": "2026-04-16T01:00:00Z", "category": "third_party"}
          ],
          "events": [
            {"count": 17, "submittedAt": "2026-04-10T08:00:00Z", "startedAt": "2026-04-10T08:10:00Z"},
            {"submittedAt": "2026-04-11T08:00:00Z", "cancelledAt": "2026-04-11T08:05:00Z", "cause": "force_majeure"}
          ],
          "commitments": [{"kind": "credentials_not_compromised", "at": "2026-04-11T08:00:00Z", "confirmed": true, "cause": "provider"}],
          "measurements": [
            {"from": "2026-04-01T00:00:00Z", "to": "2026-04-02T00:00:00Z", "latencyMs": ["49.999999", 50, "0"], "throughputMbps": [100.000001], "loss": [{"sent": 1000, "lost": 1}]},
            {"region": "ap-south"}
          ],
          "claims": [
            {"outage": 0, "filedAt": "2026-04-12T00:00:00Z", "ticketAt": "2026-04-11T00:00:00Z",
             "contents": {"subject": "SLA Credit Request", "logs": true, "ticketNumber": null, "accountEmail": false, "incidentTimes": " "}},
            {"outage": {"start": "2026-03-01T00:00:00Z", "end": "2026-03-01T01:00:00Z"}},
            {"event": 1, "issueAt": "2026-04-11T08:15:00Z"}
          ],
          "cases": [
            {"id": "C-1", "severity": "P1", "cause": "minor_bug", "reportedAt": "2026-04-16T16:00:00+04:00", "events": [
              {"at": "2026-04-16T16:30:00+04:00", "type": "acknowledged"},
              {"at": "2026-04-16T17:00:00+04:00", "type": "severity", "severity": "P2", "cause": "none"},
              {"at": "2026-04-16T18:00:00+04:00", "type": "agreed", "until": "2026-04-20T18:00:00+04:00"}
            ]}
          ],
          "settlements": [{"period": 0, "form": "waiver", "amount": "5.00", "at": "2026-05-03T00:00:00Z", "decidedBy": "billing", "reason": "agreed"}]
        }
        """;

    /// <summary>Reads JSON.</summary>
    public static EvidenceLoadResult Load(string json) => EvidenceLoader.Load(Encoding.UTF8.GetBytes(json), "evidence.json");

    /// <summary>Reads JSON that is right.</summary>
    public static EvidenceDocument Read(string json)
    {
        EvidenceLoadResult result = Load(json);
        Assert.Empty(result.Errors);
        return result.Document!;
    }

    /// <summary>Reads YAML that is right.</summary>
    public static EvidenceDocument ReadYaml(string yaml)
    {
        ErrorList errors = new("evidence.yaml");
        EvidenceDocument document = EvidenceReader.Read(YamlTreeBuilder.Build(yaml, errors)!, "", errors);
        Assert.Empty(errors.Sorted());
        return document;
    }
}
