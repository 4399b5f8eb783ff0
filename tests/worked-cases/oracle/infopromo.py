"""Infopromo, worked out second by second."""
from fractions import Fraction

from oracle.common import UTC, at, sec, pct, money, minutes, month, line, add, span


TARGETS = {"standard": Fraction(999, 1000), "premium": Fraction(9995, 10000), "enterprise": Fraction(9999, 10000)}


def infopromo(identifier, title, plan, period, outages, maintenance=(), exclusions=(), fee="1000.00", zone="UTC", readings=("IP-R1-floor", "IP-R1-ceil", "IP-R1-shortfall")):
    if isinstance(period, str):
        range_, given = month(period, zone), {"month": period}
    else:
        range_, given = (sec(period[0]), sec(period[1])), {"period": {"start": period[0], "end": period[1]}}
    total = range_[1] - range_[0]
    out, maint, cut = line(range_, outages), line(range_, maintenance), line(range_, exclusions)
    down = out.count(without=(maint, cut))
    target, amount = TARGETS[plan], Fraction(fee)

    def credit(lost, reading):
        if 1 - lost >= target:
            return Fraction(0)
        share = {"rate": lost * 10, "IP-R1-floor": Fraction(int(lost * 100)) / 10, "IP-R1-ceil": Fraction(-int(-(lost * 100) // 1)) / 10, "IP-R1-shortfall": (target - 1 + lost) * 10}[reading]
        return min(amount, amount * share)

    lost = Fraction(down, total)
    alternatives = [(reading, {"credit_amount": money(credit(lost, reading))}) for reading in readings]
    if maintenance:
        service = total - maint.count()
        alternatives.append(("IP-R3-service-time-denominator", {"availability_pct": pct(1 - Fraction(down, service))}))
    add(identifier, "infopromo-communications", "availability", title,
        {"time_zone": zone, "plan": plan, **given, "outages": list(outages), "maintenance": list(maintenance), "exclusions": list(exclusions), "monthly_fee": fee, "currency": "USD"},
        {"period_minutes": minutes(total), "downtime_minutes": minutes(down), "availability_pct": pct(1 - lost), "target_met": 1 - lost >= target, "credit_amount": money(credit(lost, "rate"))},
        f"{minutes(out.count())} min of outages (union), {minutes(down)} min left after maintenance and exclusions; 1 - {minutes(down)}/{minutes(total)} = {pct(1 - lost)} % against {pct(target)} %; {fee} x 10 x {minutes(down)}/{minutes(total)} = {money(amount * lost * 10)}",
        alternatives)


infopromo("X-IP-01", "Exactly the standard budget of a 30-day month is met", "standard", "2026-04", [span("2026-04-10T10:00:00Z", "2026-04-10T10:43:12Z")])
infopromo("X-IP-02", "One second above it is a breach that prints 99.9000", "standard", "2026-04", [span("2026-04-10T10:00:00Z", "2026-04-10T10:43:13Z")])
infopromo("X-IP-03", "Exactly the premium budget of a 31-day month", "premium", "2026-05", [span("2026-05-10T10:00:00Z", "2026-05-10T10:22:19Z")])
infopromo("X-IP-04", "The next second breaks premium", "premium", "2026-05", [span("2026-05-10T10:00:00Z", "2026-05-10T10:22:20Z")])
infopromo("X-IP-05", "Enterprise in a leap February", "enterprise", "2028-02", [span("2028-02-29T23:55:00Z", "2028-03-01T00:05:00Z")])
infopromo("X-IP-06", "Exactly one per cent of a 30-day month: one whole step", "standard", "2026-04", [span("2026-04-10T00:00:00Z", "2026-04-10T07:12:00Z")])
infopromo("X-IP-07", "One second less is no whole step, and one started", "standard", "2026-04", [span("2026-04-10T00:00:00Z", "2026-04-10T07:11:59Z")])
infopromo("X-IP-08", "One second more is one whole step, and two started", "standard", "2026-04", [span("2026-04-10T00:00:00Z", "2026-04-10T07:12:01Z")])
infopromo("X-IP-09", "A tenth of the month down earns the whole fee", "standard", "2026-04", [span("2026-04-10T00:00:00Z", "2026-04-13T00:00:00Z")], fee="2500.00")
infopromo("X-IP-10", "More than a tenth cannot earn more than the fee", "standard", "2026-04", [span("2026-04-10T00:00:00Z", "2026-04-20T00:00:00Z")], fee="2500.00")
infopromo("X-IP-11", "Three outages, two of them overlapping", "premium", "2026-06", [span("2026-06-01T00:00:00Z", "2026-06-01T01:00:00Z"), span("2026-06-01T00:30:00Z", "2026-06-01T01:30:00Z"), span("2026-06-15T12:00:00Z", "2026-06-15T12:01:30Z")])
infopromo("X-IP-12", "An outage inside another adds nothing", "premium", "2026-06", [span("2026-06-01T00:00:00Z", "2026-06-01T02:00:00Z"), span("2026-06-01T00:30:00Z", "2026-06-01T01:30:00Z")])
infopromo("X-IP-13", "Touching outages are one", "standard", "2026-06", [span("2026-06-01T00:00:00Z", "2026-06-01T01:00:00Z"), span("2026-06-01T01:00:00Z", "2026-06-01T02:00:00Z")])
infopromo("X-IP-14", "Maintenance over the whole outage leaves no downtime", "enterprise", "2026-06", [span("2026-06-07T01:00:00Z", "2026-06-07T02:00:00Z")], maintenance=[span("2026-06-07T00:00:00Z", "2026-06-07T04:00:00Z")])
infopromo("X-IP-15", "The overrun of a maintenance counts", "enterprise", "2026-06", [span("2026-06-07T01:00:00Z", "2026-06-07T04:30:00Z")], maintenance=[span("2026-06-07T00:00:00Z", "2026-06-07T04:00:00Z")])
infopromo("X-IP-16", "Maintenance and exclusion over the same minutes cut once", "standard", "2026-06", [span("2026-06-07T01:00:00Z", "2026-06-07T06:00:00Z")], maintenance=[span("2026-06-07T00:00:00Z", "2026-06-07T04:00:00Z")], exclusions=[span("2026-06-07T03:00:00Z", "2026-06-07T05:00:00Z", category="force_majeure")])
infopromo("X-IP-17", "A third-party outage is excluded, the rest counts", "standard", "2026-06", [span("2026-06-07T01:00:00Z", "2026-06-07T06:00:00Z")], exclusions=[span("2026-06-07T01:00:00Z", "2026-06-07T05:00:00Z", category="third_party")])
infopromo("X-IP-18", "An outage across the month's start counts from midnight", "standard", "2026-06", [span("2026-05-31T22:00:00Z", "2026-06-01T01:00:00Z")])
infopromo("X-IP-19", "An outage across the month's end counts to midnight", "standard", "2026-06", [span("2026-06-30T23:00:00Z", "2026-07-01T05:00:00Z")])
infopromo("X-IP-20", "March in Berlin has 743 hours", "standard", "2026-03", [span("2026-03-29T00:00:00Z", "2026-03-29T02:00:00Z")], zone="Europe/Berlin")
infopromo("X-IP-21", "October in Berlin has 745 hours", "standard", "2026-10", [span("2026-10-25T00:00:00Z", "2026-10-25T02:00:00Z")], zone="Europe/Berlin")
infopromo("X-IP-22", "April on Lord Howe Island is half an hour longer", "premium", "2026-04", [span("2026-04-04T14:00:00Z", "2026-04-04T16:00:00Z")], zone="Australia/Lord_Howe")
infopromo("X-IP-23", "A month without an outage", "enterprise", "2026-07", [])
infopromo("X-IP-24", "One second of downtime does not break 99.99 %", "enterprise", "2026-07", [span("2026-07-01T00:00:00Z", "2026-07-01T00:00:01Z")])
infopromo("X-IP-25", "A credit of half a cent rounds up", "enterprise", "2026-04", [span("2026-04-10T10:00:00Z", "2026-04-10T10:07:12Z")], fee="0.50")
infopromo("X-IP-26", "Kolkata's month begins at half past the hour of UTC", "standard", "2026-09", [span("2026-08-31T18:00:00Z", "2026-08-31T20:00:00Z")], zone="Asia/Kolkata")
