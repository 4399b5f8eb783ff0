namespace Telecom.Contracts.Tests.Form;

/// <summary>A made-up agreement that has every section and schedule-independent field of the form.</summary>
internal static class FullDocument
{
    public static string Text { get; } = """
        schema: 2
        contract: full
        title: Full
        provider: Acme
        time_zone: {value: UTC, clause: a, set_by: provider, reading: X-R1, option: utc, otherwise: {berlin: Europe/Berlin}}
        clauses: [{id: a, heading: A, quote: some words}, {id: "12.1", heading: B}]
        versions:
          - version: v1
            effective_from: 2020-01-01
            period: {value: billing_cycle, clause: a, reading: X-R2, otherwise: {calendar_month: calendar_month}}
            currency: {value: USD, clause: a}
            calendar:
              time_zone: {value: Asia/Dubai, clause: a}
              weekend: {value: [FRI, SAT], clause: a}
              holidays: {value: [2026-05-26], clause: a}
              opens: {value: "09:00", clause: a}
              closes: {value: "17:30", clause: a, reading: X-R3, option: long, otherwise: {short: "12:00"}}
            detection:
              interval: {value: 10 s, clause: a}
              loss_threshold: {value: 50 %, clause: a}
              consecutive: {value: 3, clause: a}
            availability:
              target: {value: 99.9 %, clause: "12.1"}
              year_target: {value: 99.8 %, clause: a}
              downtime_limit: {value: none, clause: a, reading: X-R4, option: percentage, otherwise: {minutes: 86 min}}
              formula: {value: uptime_share, clause: a, reading: X-R5, otherwise: {definition_1: target_minus_downtime}}
              service_time: {value: workdays, clause: a}
              accrual: {value: recognition_and_notice, clause: a, reading: X-R6, otherwise: {recognition: recognition, measured: measured}}
              needs_confirmation: {value: yes, clause: a}
              accessible_is_up: {value: yes, clause: a}
              missing_data: {value: exclude, clause: a, set_by: provider}
              merge_gap: {value: 5 s, clause: a}
              minimum_outage: {value: 2 s, clause: a}
              source_of_record: {value: prober, clause: a}
              maintenance: {policy: {value: leaves_both, clause: a}, extent: {value: outage_part, clause: a}, announced_before: {value: yes, clause: a}}
              exclusions:
                - {category: force_majeure, policy: {value: leaves_downtime, clause: a}}
                - {category: holiday, policy: {value: leaves_both, clause: a}, extent: {value: whole_range, clause: a}, announced_before: {value: no, clause: a}}
            plans:
              - {id: basic, name: Basic}
              - {id: gold, name: Gold, availability_target: {value: 99.99 %, clause: a}}
            events:
              start_within: {value: 15 min, clause: a, range: [5 min, 15 min]}
              target: {value: 90 %, clause: a}
              month: {value: submission, clause: a, reading: X-R7, option: submission_month, otherwise: {start_month: start}}
              excuses: {value: [force_majeure, account_locked], clause: a}
              excuses_apply: {value: yes, clause: a}
            performance:
              - metric: latency
                statistic: {value: p95, clause: a, reading: X-R8, otherwise: {jitter: jitter_mean}}
                comparator: {value: "<", clause: a}
                threshold: {value: 50 ms, clause: a}
                minimum_coverage: {value: 0 %, clause: a}
                unavailable_minutes: {value: left_out, clause: a}
                plans: [gold]
                except_regions: {value: [north], clause: a}
            performance_credit: {value: unspecified, clause: a}
            credit:
              schedule: tiers
              basis: {value: affected_creditable, clause: a}
              cap: {value: 25 %, clause: a, reading: X-R9, option: quarter, otherwise: {week: 7 days of the month, year_week: 12/52, no_cap: none}}
              minimum: {value: "1.00", clause: a}
              minimum_on: {value: rounded, clause: a}
              tiers: {value: [{from: 99 %, to: 99.9 %, credit: 10 %}, {from: 0 %, to: 99 %, credit: 25 %}], clause: "12.1", reading: X-R10, option: as_listed, otherwise: {empty: []}}
            claims:
              ticket: {within: {value: 24 hours, clause: a}, anchor: {value: outage_end, clause: a, reading: X-R11, option: end, otherwise: {start: outage_start}}}
              claim: {within: {value: 7 days, clause: "12.1"}, anchor: {value: outage_end, clause: a, reading: X-R11, otherwise: {start: outage_start}}}
              scope: {value: incident, clause: a}
              contents: [{field: subject, must_contain: SLA Credit, clause: a}, {field: ticketNumber, clause: a}, {field: logs, reason: no_logs, clause: a}]
              credit_month: {value: incident_month, clause: a}
            gates: [{id: planHasSla, reason: no_sla, test: {value: scope, clause: a}}]
            cases:
              time_basis: {value: elapsed, clause: a, reading: X-R12, otherwise: {business: working_hours}}
              severity_change: {value: from_change, clause: a}
              levels:
                - {severity: P1, name: Down, respond: {value: 4 h, clause: a}, resolve: {value: 8 h, clause: a}, pauses_while_waiting: {value: yes, clause: a}}
                - {severity: P1, cause: major_bug, name: Bug, respond: {value: 8 h, clause: a}, fix: {value: 24 h, clause: a}, resolve: {value: 32 h, clause: a}}
                - {severity: P2, name: Wish, respond: {value: 80 h, clause: a}, fix: {value: agreed, clause: a}, needs_acceptance: {value: yes, clause: a}}
            commitments: [{kind: secrets_kept, cause: provider, remedy: {value: no, clause: a}}]
            obligations: [{id: root_cause, text: Tell why, clause: "12.1", quote: tell you why}]
            rights: [{name: cancellation, share_of_annual_charges: {value: 25 %, clause: a}}]
            settlements: [{form: credit, clause: a}, {form: offset, clause: "12.1", quote: may offset}]
        reviewed: [{code: soft_target, message: It is soft, quotes: [some words]}]
        examples:
          - {id: e1, clause: a, rate: {plan: gold, evidence: {cases: []}, expect: {cases: {length: 0}}}}
          - {id: e2, clause: a, rate: {plan: gold, evidence: {cases: []}, expect: {cases: {length: 0}}}}
          - {id: e3, clause: a, rate: {plan: gold, evidence: {cases: []}, expect: {cases: {length: 0}}}}
          - {id: e4, clause: a, rate: {plan: gold, evidence: {cases: []}, expect: {cases: {length: 0}}}}
          - {id: e5, clause: a, rate: {plan: gold, evidence: {cases: []}, expect: {cases: {length: 0}}}}
          - {id: e6, clause: a, rate: {plan: gold, evidence: {cases: []}, expect: {cases: {length: 0}}}}
          - {id: e7, clause: a, rate: {plan: gold, evidence: {cases: []}, expect: {cases: {length: 0}}}}
          - {id: e8, clause: a, rate: {evidence: {plan: basic, cases: []}, expect: {contract: full, plan: basic, cases: []}}}

        """;

    /// <summary>The same with another credit section.</summary>
    public static string WithCredit(string credit)
    {
        int from = Text.IndexOf("      schedule: tiers", StringComparison.Ordinal);
        int to = Text.IndexOf("    claims:", StringComparison.Ordinal);
        return $"{Text[..from]}      {credit.ReplaceLineEndings("\n      ")}\n{Text[to..]}";
    }
}
