"""TagoIO, worked out second by second."""
from fractions import Fraction

from oracle.common import UTC, sec, pct, money, minutes, line, add, span


def tagoio(identifier, title, cycle, outages, exclusions=(), charges=None, sla=True):
    range_ = (sec(cycle[0]), sec(cycle[1]))
    total = range_[1] - range_[0]
    charges = charges or [{"item": "middleware", "amount": "500.00", "affected": True, "creditable": True}]
    down = line(range_, outages).count(without=(line(range_, exclusions),))
    uptime = 1 - Fraction(down, total)
    rate = 0 if uptime >= Fraction(998, 1000) else 10 if uptime >= Fraction(99, 100) else 25
    base = sum(Fraction(c["amount"]) for c in charges if c["affected"] and c["creditable"])
    exact = base * rate / 100
    amount = money(exact)
    issued = sla and Fraction(amount) > 1
    over = down > 86 * 60
    other_rate = 0 if not over else 25 if uptime < Fraction(99, 100) else 10
    expected = {"cycle_minutes": minutes(total), "unavailable_minutes": minutes(down), "uptime_pct": pct(uptime), "target_met": rate == 0, "credit_issued": issued}
    if sla:
        expected.update({"credit_pct": str(rate), "credit_amount": amount, "credit_base": money(base)})
    alternatives = []
    if sla:
        alternatives.append(("86-minutes-is-the-limit", {"target_met": not over, "credit_amount": money(base * other_rate / 100)}))
        alternatives.append(("compare-unrounded", {"credit_issued": exact > 1}))
    add(identifier, "tagoio-middleware", "availability", title,
        {"time_zone": "UTC", "billing_cycle": {"start": cycle[0], "end": cycle[1]}, "plan_has_sla": sla, "outages": list(outages), "exclusions": list(exclusions), "charges": charges, "currency": "USD"},
        expected, f"1 - {minutes(down)}/{minutes(total)} = {pct(uptime)} %; {rate} % of {money(base)} = {amount}", alternatives)


APRIL = ("2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z")
tagoio("X-TG-01", "86 min 24 s of a 30-day cycle is exactly 99.8 %", APRIL, [span("2026-04-10T10:00:00Z", "2026-04-10T11:26:24Z")])
tagoio("X-TG-02", "86 minutes and a second is inside the percentage", APRIL, [span("2026-04-10T10:00:00Z", "2026-04-10T11:26:01Z")])
tagoio("X-TG-03", "90 minutes in a 28-day cycle", ("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"), [span("2026-02-10T10:00:00Z", "2026-02-10T11:30:00Z")])
tagoio("X-TG-04", "90 minutes in a 29-day cycle", ("2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z"), [span("2028-02-10T10:00:00Z", "2028-02-10T11:30:00Z")])
tagoio("X-TG-05", "90 minutes in a 31-day cycle", ("2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z"), [span("2026-05-10T10:00:00Z", "2026-05-10T11:30:00Z")])
tagoio("X-TG-06", "89 min 16 s of 31 days is met, though above 86 minutes", ("2026-05-01T00:00:00Z", "2026-06-01T00:00:00Z"), [span("2026-05-10T10:00:00Z", "2026-05-10T11:29:16Z")])
tagoio("X-TG-07", "81 minutes of 28 days is a breach below 86 minutes", ("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"), [span("2026-02-10T10:00:00Z", "2026-02-10T11:21:00Z")])
tagoio("X-TG-08", "Exactly 99.0 % still earns 10 %", APRIL, [span("2026-04-10T00:00:00Z", "2026-04-10T07:12:00Z")])
tagoio("X-TG-09", "A second more earns 25 %", APRIL, [span("2026-04-10T00:00:00Z", "2026-04-10T07:12:01Z")])
tagoio("X-TG-10", "A credit of exactly 1.00 is not issued", APRIL, [span("2026-04-10T10:00:00Z", "2026-04-10T12:00:00Z")], charges=[{"item": "middleware", "amount": "10.00", "affected": True, "creditable": True}])
tagoio("X-TG-11", "1.004 rounds to 1.00 and is not issued", APRIL, [span("2026-04-10T10:00:00Z", "2026-04-10T12:00:00Z")], charges=[{"item": "middleware", "amount": "10.04", "affected": True, "creditable": True}])
tagoio("X-TG-12", "1.005 rounds to 1.01 and is issued", APRIL, [span("2026-04-10T10:00:00Z", "2026-04-10T12:00:00Z")], charges=[{"item": "middleware", "amount": "10.05", "affected": True, "creditable": True}])
tagoio("X-TG-13", "A plan without an SLA gets nothing", APRIL, [span("2026-04-10T10:00:00Z", "2026-04-10T20:00:00Z")], sla=False)
tagoio("X-TG-14", "Two affected lines add up, the support plan does not", APRIL, [span("2026-04-10T10:00:00Z", "2026-04-10T12:00:00Z")], charges=[{"item": "middleware", "amount": "120.10", "affected": True, "creditable": True}, {"item": "analysis", "amount": "60.35", "affected": True, "creditable": True}, {"item": "support_plan", "amount": "400.00", "affected": True, "creditable": False}, {"item": "sms", "amount": "20.00", "affected": False, "creditable": True}])
tagoio("X-TG-15", "A provisioned limit is no unavailability", APRIL, [span("2026-04-10T10:00:00Z", "2026-04-10T20:00:00Z")], exclusions=[span("2026-04-10T10:00:00Z", "2026-04-10T19:00:00Z", category="provisioned_limit")])
tagoio("X-TG-16", "Overlapping exclusions cut a minute once", APRIL, [span("2026-04-10T10:00:00Z", "2026-04-10T14:00:00Z")], exclusions=[span("2026-04-10T10:00:00Z", "2026-04-10T12:00:00Z", category="third_party"), span("2026-04-10T11:00:00Z", "2026-04-10T12:30:00Z", category="outside_control")])
tagoio("X-TG-17", "An exclusion without an outage changes nothing", APRIL, [span("2026-04-10T10:00:00Z", "2026-04-10T12:00:00Z")], exclusions=[span("2026-04-12T10:00:00Z", "2026-04-14T12:00:00Z", category="suspension")])
tagoio("X-TG-18", "A cycle from the 15th to the 15th", ("2026-04-15T00:00:00Z", "2026-05-15T00:00:00Z"), [span("2026-04-14T23:00:00Z", "2026-04-15T01:30:00Z"), span("2026-05-14T23:30:00Z", "2026-05-15T03:00:00Z")])
