#!/usr/bin/env python3
"""Works the cases of own-cases.json out, second by second, and writes the file.

Independent of the suite: its own reading of the five agreements, its own arithmetic (Fraction), its own calendar (zoneinfo), and no
interval algebra: every second of a period is a byte. Run it to write own-cases.json again, with --check to compare; the tests read that file.
"""
import json
import pathlib
import sys
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from zoneinfo import ZoneInfo

UTC = timezone.utc
CASES = []


def at(text):
    return datetime.fromisoformat(text)


def sec(text):
    return int(at(text).timestamp())


def iso(seconds, zone):
    return datetime.fromtimestamp(seconds, ZoneInfo(zone)).isoformat()


def pct(fraction):
    """Four decimals, half up."""
    scaled = fraction * 1000000
    rounded = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    return f"{rounded // 10000}.{rounded % 10000:04d}"


def money(fraction):
    cents = (fraction.numerator * 200 + fraction.denominator) // (fraction.denominator * 2)
    return f"{cents // 100}.{cents % 100:02d}"


def minutes(seconds):
    whole = Fraction(seconds, 60)
    if whole.denominator == 1:
        return str(whole.numerator)
    scaled = whole * 1000000
    rounded = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    return f"{rounded // 1000000}.{rounded % 1000000:06d}".rstrip("0")


def month(name, zone):
    year, number = int(name[:4]), int(name[5:])
    first = datetime(year, number, 1, tzinfo=ZoneInfo(zone))
    after = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=ZoneInfo(zone))
    return int(first.timestamp()), int(after.timestamp())


def shift(name, months):
    index = int(name[:4]) * 12 + int(name[5:]) - 1 + months
    return f"{index // 12:04d}-{index % 12 + 1:02d}"


class Line:
    """Every second of a range as a byte."""

    def __init__(self, start, end):
        self.start, self.end = start, end
        self.bytes = bytearray(end - start)

    def mark(self, first, last):
        first, last = max(first, self.start), min(last, self.end)
        if last > first:
            self.bytes[first - self.start:last - self.start] = b"\x01" * (last - first)
        return self

    def count(self, *others, without=()):
        value = int.from_bytes(self.bytes, "big")
        for other in others:
            value &= int.from_bytes(other.bytes, "big")
        for other in without:
            value &= ~int.from_bytes(other.bytes, "big")
        return value.bit_count()

    def within(self, *others, without=()):
        result = Line(self.start, self.end)
        value = int.from_bytes(self.bytes, "big")
        for other in others:
            value &= int.from_bytes(other.bytes, "big")
        for other in without:
            value &= ~int.from_bytes(other.bytes, "big")
        result.bytes = bytearray(value.to_bytes(len(self.bytes), "big"))
        return result


def line(period, ranges):
    result = Line(*period)
    for entry in ranges:
        result.mark(sec(entry["start"]), sec(entry["end"]))
    return result


def add(identifier, contract, kind, title, inputs, expected, working, alternatives=()):
    CASES.append({
        "id": identifier, "contract": contract, "kind": kind, "title": title, "inputs": inputs, "expected": expected, "working": working,
        "alternatives": [{"reading": reading, "expected": other} for reading, other in alternatives],
    })


# --- Infopromo -------------------------------------------------------------------------------------------------------------------

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


def span(start, end, **more):
    return {"start": start, "end": end, **more}


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

# --- TagoIO ----------------------------------------------------------------------------------------------------------------------


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

# --- Justlogin -------------------------------------------------------------------------------------------------------------------

SG = "Asia/Singapore"
TABLE = [("99.5", "99.9", "2"), ("99.0", "99.5", "5"), ("95.0", "99.0", "15"), ("0", "95.0", "40")]


def justlogin(identifier, title, name, outages, maintenance=(), table=(), charge="800.00"):
    range_ = month(name, SG)
    total = range_[1] - range_[0]
    windows = line(range_, maintenance)
    # Outages that no exclusion excuses; emergency work counts as up.
    planned = line(range_, outages).count(windows)
    down, measured, emergency = Line(*range_), Line(*range_), Line(*range_)
    for outage in outages:
        if outage.get("confirmed") is False or outage.get("service_accessible"):
            continue
        if outage["cause"] == "emergency_work_notified":
            emergency.mark(sec(outage["start"]), sec(outage["end"]))
            continue
        measured.mark(sec(outage["start"]), sec(outage["end"]))
        if outage.get("reported_at"):
            down.mark(max(sec(outage["start"]), sec(outage["reported_at"])), sec(outage["end"]))
    unplanned = down.count(without=(windows, emergency))
    share = Fraction(total - planned - unplanned, total - planned)
    met = share >= Fraction(999, 1000)
    expected = {"total_minutes": minutes(total), "planned_minutes": minutes(planned), "unplanned_minutes": minutes(unplanned), "availability_pct": pct(share), "target_met": met, "credit_cap_amount": money(Fraction(charge) / 4)}
    if met:
        expected.update({"credit_status": "none", "credit_amount": "0.00"})
    elif not table:
        expected.update({"credit_status": "schedule_missing", "credit_amount": None})
    else:
        rate = next(Fraction(rebate) for low, high, rebate in table if Fraction(low) / 100 <= share < Fraction(high) / 100)
        expected.update({"credit_status": "due", "table_rebate_pct": str(rate), "credit_pct_after_cap": str(min(rate, 25)), "credit_amount": money(Fraction(charge) * min(rate, 25) / 100)})
    whole = measured.count(without=(windows, emergency))
    measured_share = Fraction(total - planned - whole, total - planned)
    up_share = Fraction(total - unplanned, total)
    definition = Fraction(999, 1000) - (1 - share)
    alternatives = [
        ("measured-start", {"unplanned_minutes": minutes(whole), "availability_pct": pct(measured_share), "target_met": measured_share >= Fraction(999, 1000)}),
        ("maintenance-as-uptime", {"availability_pct": pct(up_share), "target_met": up_share >= Fraction(999, 1000)}),
        ("definition-1", {"availability_pct": pct(definition), "target_met": definition >= Fraction(999, 1000)}),
    ]
    if emergency.count():
        more = planned + emergency.count(without=(windows,))
        left = down.count(without=(windows, emergency))
        other = Fraction(total - more - left, total - more)
        alternatives.append(("emergency-as-planned", {"planned_minutes": minutes(more), "availability_pct": pct(other)}))
    add(identifier, "justlogin-payroll", "availability", title,
        {"time_zone": SG, "month": name, "maintenance": list(maintenance), "outages": list(outages), "monthly_charge": charge, "currency": "SGD", "rebate_table": [{"from_pct": a, "to_pct": b, "rebate_pct": c} for a, b, c in table]},
        expected, f"({minutes(total)} - {minutes(planned)} - {minutes(unplanned)}) / ({minutes(total)} - {minutes(planned)}) = {pct(share)} %; cap {charge} x 25 %", alternatives)


def failure(start, end, reported="", **more):
    return {"start": start, "end": end, "reported_at": reported or None, "cause": "provider", "confirmed": True, **more}


justlogin("X-JL-01", "43 min 12 s of a 30-day month is exactly 99.9 %", "2026-06", [failure("2026-06-10T10:00:00+08:00", "2026-06-10T10:43:12+08:00", "2026-06-10T10:00:00+08:00")])
justlogin("X-JL-02", "An outage that nobody reports is no downtime", "2026-06", [failure("2026-06-10T10:00:00+08:00", "2026-06-10T20:00:00+08:00")])
justlogin("X-JL-03", "A report before the failure does not start downtime earlier", "2026-06", [failure("2026-06-10T10:00:00+08:00", "2026-06-10T12:00:00+08:00", "2026-06-10T09:00:00+08:00")])
justlogin("X-JL-04", "A report after the restoration starts nothing", "2026-06", [failure("2026-06-10T10:00:00+08:00", "2026-06-10T12:00:00+08:00", "2026-06-10T12:00:00+08:00")])
justlogin("X-JL-05", "An outage that is not confirmed is none", "2026-06", [failure("2026-06-10T10:00:00+08:00", "2026-06-10T12:00:00+08:00", "2026-06-10T10:00:00+08:00", confirmed=False)])
justlogin("X-JL-06", "A failed server with the application accessible is no downtime", "2026-06", [failure("2026-06-10T10:00:00+08:00", "2026-06-10T12:00:00+08:00", "2026-06-10T10:00:00+08:00", service_accessible=True)])
justlogin("X-JL-07", "An overrun of maintenance counts from the window's end", "2026-06", [failure("2026-06-14T01:00:00+08:00", "2026-06-14T06:00:00+08:00", "2026-06-14T02:00:00+08:00")], maintenance=[span("2026-06-14T00:00:00+08:00", "2026-06-14T04:00:00+08:00")])
justlogin("X-JL-08", "An overrun reported later counts from the report", "2026-06", [failure("2026-06-14T01:00:00+08:00", "2026-06-14T06:00:00+08:00", "2026-06-14T05:15:00+08:00")], maintenance=[span("2026-06-14T00:00:00+08:00", "2026-06-14T04:00:00+08:00")])
justlogin("X-JL-09", "A window without an outage is not planned downtime", "2026-06", [failure("2026-06-20T01:00:00+08:00", "2026-06-20T02:00:00+08:00", "2026-06-20T01:00:00+08:00")], maintenance=[span("2026-06-14T00:00:00+08:00", "2026-06-14T04:00:00+08:00")])
justlogin("X-JL-10", "Notified emergency work counts as up and stays in the denominator", "2026-06", [failure("2026-06-20T01:00:00+08:00", "2026-06-20T02:30:00+08:00", "2026-06-20T01:00:00+08:00"), {"start": "2026-06-21T01:00:00+08:00", "end": "2026-06-21T05:00:00+08:00", "reported_at": "2026-06-21T01:00:00+08:00", "cause": "emergency_work_notified", "confirmed": True}])
justlogin("X-JL-11", "A row holds from its lower bound: exactly 99.5 %", "2026-06", [failure("2026-06-20T00:00:00+08:00", "2026-06-20T03:36:00+08:00", "2026-06-20T00:00:00+08:00")], table=TABLE)
justlogin("X-JL-12", "A second more falls into the next row", "2026-06", [failure("2026-06-20T00:00:00+08:00", "2026-06-20T03:36:01+08:00", "2026-06-20T00:00:00+08:00")], table=TABLE)
justlogin("X-JL-13", "A rebate above the cap is capped", "2026-06", [failure("2026-06-20T00:00:00+08:00", "2026-06-22T00:00:00+08:00", "2026-06-20T00:00:00+08:00")], table=TABLE, charge="799.99")
justlogin("X-JL-14", "February 2028 has 29 days", "2028-02", [failure("2028-02-29T23:00:00+08:00", "2028-03-01T01:00:00+08:00", "2028-02-29T23:00:00+08:00")], table=TABLE)
justlogin("X-JL-15", "A report on the last day of the month splits at local midnight", "2026-07", [failure("2026-07-31T10:00:00+08:00", "2026-08-01T10:00:00+08:00", "2026-07-31T23:15:00+08:00")], table=TABLE)
justlogin("X-JL-16", "Two reported outages overlap: a union", "2026-06", [failure("2026-06-20T00:00:00+08:00", "2026-06-20T02:00:00+08:00", "2026-06-20T00:30:00+08:00"), failure("2026-06-20T01:00:00+08:00", "2026-06-20T03:00:00+08:00", "2026-06-20T01:00:00+08:00")], table=TABLE)

# --- Omniful ---------------------------------------------------------------------------------------------------------------------

DXB = "Asia/Dubai"
DAYS = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]


def omniful(identifier, title, name, outages, exclusions=(), holidays=(), weekend=("SAT", "SUN"), fee="10000.00"):
    range_ = month(name, DXB)
    zone = ZoneInfo(DXB)
    service = Line(*range_)
    day = datetime.fromtimestamp(range_[0], zone)
    dates = []
    while int(day.timestamp()) < range_[1]:
        dates.append(day.date())
        if DAYS[day.weekday()] not in weekend and day.date().isoformat() not in holidays:
            start = int(day.timestamp())
            service.mark(start, start + 86400)
        day += timedelta(days=1)
    cut = line(range_, exclusions)
    counted = service.within(without=(cut,))

    def rate(start_of, qualify, rule, cap):
        down = Line(*range_)
        accrued = Line(*range_)
        for outage in outages:
            start = start_of(outage)
            if start is not None:
                accrued.mark(start, sec(outage["end"]))
        down = accrued.within(counted)
        days = set()
        for first, last in runs(accrued):
            own = Line(*range_).mark(first, last).within(down)
            length = own.count()
            if (length <= 3600 if qualify == "more" else length < 1800) or length == 0:
                continue
            for start, end in runs(own):
                if rule == "block":
                    for begin in range(start, end - 1800 + 1, 1800):
                        days.add(datetime.fromtimestamp(begin, zone).date())
                else:
                    for date in dates:
                        midnight = int(datetime(date.year, date.month, date.day, tzinfo=zone).timestamp())
                        if min(end, midnight + 86400) - max(start, midnight) >= 1800:
                            days.add(date)
        uncapped = Fraction(fee) * 5 * len(days) / 100
        return down.count(), sorted(days), uncapped, min(uncapped, cap)

    week = Fraction(fee) * 7 / len(dates)
    notice = lambda o: max(sec(o["start"]), sec(o["recognised_at"]), sec(o["notice_at"])) if o.get("notice_at") else None
    recognition = lambda o: max(sec(o["start"]), sec(o["recognised_at"])) if o.get("recognised_at") else None
    down, days, uncapped, amount = rate(notice, "more", "day", week)
    length = counted.count()
    share = 1 - Fraction(down, length)
    texts = lambda found: [d.isoformat() for d in found]
    lenient = rate(notice, "half", "day", week)
    blocks = rate(notice, "more", "block", week)
    early = rate(recognition, "more", "day", week)
    measured = rate(lambda o: sec(o["start"]), "more", "day", week)
    weeks = rate(notice, "more", "day", Fraction(fee) * 12 / 52)
    kept = 1 - Fraction(down, service.count())
    add(identifier, "omniful-saas", "availability", title,
        {"time_zone": DXB, "month": name, "weekend": list(weekend), "holidays": list(holidays), "outages": list(outages), "exclusions": list(exclusions), "monthly_service_fee": fee, "currency": "AED"},
        {"service_minutes": minutes(length), "downtime_minutes": minutes(down), "availability_pct": pct(share), "target_met": share >= Fraction(999, 1000), "credit_days": texts(days), "uncapped_amount": money(uncapped), "cap_amount": money(week), "credit_amount": money(amount)},
        f"{service.count() // 86400} service days less exclusions = {minutes(length)} min; {minutes(down)} min down; {len(days)} credit days x 5 % of {fee}, at most {fee} x 7/{len(dates)} = {money(week)}",
        [("OM-R1-30min", {"credit_days": texts(lenient[1]), "credit_amount": money(lenient[3])}),
         ("OM-R2-block-start-day", {"credit_days": texts(blocks[1]), "credit_amount": money(blocks[3])}),
         ("OM-R4-recognition", {"downtime_minutes": minutes(early[0]), "credit_amount": money(early[3])}),
         ("measured-start", {"downtime_minutes": minutes(measured[0]), "credit_amount": money(measured[3])}),
         ("OM-R5-12/52", {"credit_amount": money(weeks[3])}),
         ("kept-in-denominator", {"availability_pct": pct(kept)})])


def runs(of):
    found, start = [], None
    value = of.bytes
    index = value.find(1)
    while index >= 0:
        end = value.find(0, index)
        end = len(value) if end < 0 else end
        found.append((of.start + index, of.start + end))
        index = value.find(1, end) if end < len(value) else -1
    return found


def incident(start, end, recognised=None, notice=None):
    return {"start": start, "end": end, "recognised_at": recognised or start, "notice_at": notice or recognised or start}


omniful("X-OM-01", "Exactly an hour is not longer than an hour", "2026-04", [incident("2026-04-07T10:00:00+04:00", "2026-04-07T11:00:00+04:00")])
omniful("X-OM-02", "A second longer earns a day", "2026-04", [incident("2026-04-07T10:00:00+04:00", "2026-04-07T11:00:01+04:00")])
omniful("X-OM-03", "A weekend outage is no downtime", "2026-04", [incident("2026-04-11T10:00:00+04:00", "2026-04-11T20:00:00+04:00")])
omniful("X-OM-04", "From Friday night into Saturday only Friday counts", "2026-04", [incident("2026-04-10T22:45:00+04:00", "2026-04-11T06:00:00+04:00")])
omniful("X-OM-05", "75 minutes of Friday night are longer than an hour", "2026-04", [incident("2026-04-10T22:44:00+04:00", "2026-04-11T06:00:00+04:00")])
omniful("X-OM-06", "A holiday is no service day", "2026-05", [incident("2026-05-26T10:00:00+04:00", "2026-05-26T14:00:00+04:00"), incident("2026-05-27T10:00:00+04:00", "2026-05-27T11:30:00+04:00")], holidays=["2026-05-26"])
omniful("X-OM-07", "An excluded integration failure leaves both sides", "2026-04", [incident("2026-04-07T10:00:00+04:00", "2026-04-07T14:00:00+04:00")], exclusions=[span("2026-04-07T10:00:00+04:00", "2026-04-07T12:00:00+04:00", category="integration_failure")])
omniful("X-OM-08", "Two incidents of one day earn one credit", "2026-04", [incident("2026-04-07T08:00:00+04:00", "2026-04-07T09:30:00+04:00"), incident("2026-04-07T15:00:00+04:00", "2026-04-07T16:30:00+04:00")])
omniful("X-OM-09", "Two short incidents do not make a long one", "2026-04", [incident("2026-04-07T08:00:00+04:00", "2026-04-07T08:45:00+04:00"), incident("2026-04-07T15:00:00+04:00", "2026-04-07T15:45:00+04:00")])
omniful("X-OM-10", "Overlapping incidents are one period of downtime", "2026-04", [incident("2026-04-07T08:00:00+04:00", "2026-04-07T08:45:00+04:00"), incident("2026-04-07T08:30:00+04:00", "2026-04-07T09:15:00+04:00")])
omniful("X-OM-11", "Three days of outage", "2026-04", [incident("2026-04-06T12:00:00+04:00", "2026-04-08T12:00:00+04:00")])
omniful("X-OM-12", "A notice after recognition starts the downtime", "2026-04", [incident("2026-04-07T09:00:00+04:00", "2026-04-07T12:00:00+04:00", "2026-04-07T09:30:00+04:00", "2026-04-07T11:30:00+04:00")])
omniful("X-OM-13", "A release that was notified is excluded", "2026-04", [incident("2026-04-07T09:00:00+04:00", "2026-04-07T12:00:00+04:00")], exclusions=[span("2026-04-07T09:00:00+04:00", "2026-04-07T11:15:00+04:00", category="release_notified")])
omniful("X-OM-14", "A February week is a quarter of the month", "2026-02", [incident(f"2026-02-{d:02d}T10:00:00+04:00", f"2026-02-{d:02d}T11:30:00+04:00") for d in (2, 3, 4, 5, 6, 9, 10)], fee="4000.00")
omniful("X-OM-15", "31 minutes before midnight and 31 after it", "2026-04", [incident("2026-04-14T23:29:00+04:00", "2026-04-15T00:31:00+04:00")])
omniful("X-OM-16", "Friday and Saturday as weekend", "2026-04", [incident("2026-04-10T10:00:00+04:00", "2026-04-10T12:00:00+04:00"), incident("2026-04-12T10:00:00+04:00", "2026-04-12T12:00:00+04:00")], weekend=["FRI", "SAT"])

# --- JustOpex --------------------------------------------------------------------------------------------------------------------


def tasks(identifier, title, name, on_time, late, excused, invoice, timely):
    eligible = on_time + late
    share = Fraction(on_time, eligible)
    met = share >= Fraction(9, 10)

    def refund(due):
        total = money(Fraction(invoice) * 60 / 100) if due and timely else "0.00"
        part = money(Fraction(invoice) * 20 / 100)
        last = money(Fraction(total) - 2 * Fraction(part)) if due and timely else None
        return {"refund_total": total, "refund_schedule": [{"invoice_month": shift(name, i + 1), "amount": (part, part, last)[i]} for i in range(3)] if due and timely else []}

    everything = Fraction(on_time, eligible + excused)
    add(identifier, "justopex-portal", "event_ratio", title,
        {"month": name, "time_zone": "UTC", "tasks_on_time": on_time, "tasks_late_attributable": late, "tasks_late_excused": excused, "invoice_amount": invoice, "currency": "USD", "timely_complaint": timely},
        {"eligible_tasks": eligible, "on_time_pct": pct(share), "target_met": met, **refund(not met)},
        f"{on_time} / ({on_time} + {late}) = {pct(share)} % against 90 %; {invoice} x 60 % = {money(Fraction(invoice) * 60 / 100)} in parts of 20 %",
        [("JO-R3-any-delay", {"refund_total": refund(late > 0)["refund_total"]}),
         ("no-exclusions", {"eligible_tasks": eligible + excused, "on_time_pct": pct(everything), "target_met": everything >= Fraction(9, 10), "refund_total": refund(everything < Fraction(9, 10))["refund_total"]})])


tasks("X-JO-01", "Exactly 90 % is met", "2026-01", 900, 100, 0, "1000.00", True)
tasks("X-JO-02", "One task fewer is a breach", "2026-01", 899, 100, 0, "1000.00", True)
tasks("X-JO-03", "Excused tasks leave both sides", "2026-02", 90, 10, 50, "500.00", True)
tasks("X-JO-04", "Without a complaint in time there is no refund", "2026-02", 10, 90, 0, "500.00", False)
tasks("X-JO-05", "The last instalment takes the cent", "2026-12", 1, 9, 0, "0.04", True)
tasks("X-JO-06", "Instalments cross the year's end", "2026-11", 1, 9, 0, "333.33", True)
tasks("X-JO-07", "Everything on time", "2026-03", 1, 0, 0, "500.00", True)

# --- Claims ----------------------------------------------------------------------------------------------------------------------


def days_after(instant, days, zone):
    local = at(instant).astimezone(ZoneInfo(zone))
    date = local.date() + timedelta(days=days + 1)
    return int(datetime(date.year, date.month, date.day, tzinfo=ZoneInfo(zone)).timestamp())


def claim_days(identifier, title, resolved, requests):
    deadline = days_after(resolved, 15, SG)
    exact = sec(resolved) + 15 * 86400
    accepted = [sec(r) < deadline for r in requests]
    months = [shift(at(r).astimezone(ZoneInfo(SG)).strftime("%Y-%m"), 1) if ok else None for r, ok in zip(requests, accepted)]
    add(identifier, "justlogin-payroll", "claim_days", title, {"time_zone": SG, "resolved_at": resolved, "days": 15, "requests_at": requests},
        {"deadline_exclusive": iso(deadline, SG), "accepted": accepted, "credited_on_month": months}, "day of the resolution is day 0; midnight after day 15; credited on the month after the request",
        [("15x24h", {"deadline_exclusive": iso(exact, SG), "accepted": [sec(r) <= exact for r in requests]})])


claim_days("X-CL-01", "Fifteen days over a month end", "2026-01-25T23:59:59+08:00", ["2026-02-09T23:59:59+08:00", "2026-02-10T00:00:00+08:00", "2026-02-09T23:00:00+08:00"])
claim_days("X-CL-02", "Fifteen days over a leap day", "2028-02-20T00:00:00+08:00", ["2028-03-06T23:59:59+08:00", "2028-03-07T00:00:00+08:00", "2028-03-06T00:00:00+08:00"])
claim_days("X-CL-03", "A request in December is credited in January", "2026-12-20T12:00:00+08:00", ["2026-12-31T23:00:00+08:00", "2027-01-01T00:30:00+08:00", "2027-01-04T12:00:00+08:00"])


def claim_hours(identifier, title, start, end, notices):
    last, first = sec(end) + 86400, sec(start) + 86400
    add(identifier, "omniful-saas", "claim_hours", title, {"time_zone": DXB, "downtime": {"start": start, "end": end}, "hours": 24, "notices_at": notices},
        {"deadline_inclusive": iso(last, DXB), "accepted": [sec(n) <= last for n in notices]}, "24 hours after the end, the last instant included",
        [("OM-R6-from-start", {"deadline_inclusive": iso(first, DXB), "accepted": [sec(n) <= first for n in notices]})])


claim_hours("X-CL-04", "Notice at a month's end", "2026-04-30T22:00:00+04:00", "2026-05-01T02:00:00+04:00", ["2026-05-01T22:00:00+04:00", "2026-05-02T02:00:00+04:00", "2026-05-02T02:00:01+04:00"])
claim_hours("X-CL-05", "Notice while it is down", "2026-04-07T09:00:00+04:00", "2026-04-09T09:00:00+04:00", ["2026-04-07T10:00:00+04:00", "2026-04-08T09:00:01+04:00", "2026-04-10T09:00:00+04:00"])


def two_steps(identifier, title, start, end, attempts):
    def judge(anchor):
        ticket, claim = sec(anchor) + 86400, days_after(anchor, 7, "UTC")
        return ticket, claim, [sec(a["ticket_at"]) <= ticket and sec(a["claim_at"]) < claim for a in attempts]
    ticket, claim, accepted = judge(end)
    other = judge(start)
    add(identifier, "tagoio-middleware", "claim_two_step", title, {"time_zone": "UTC", "interruption": {"start": start, "end": end}, "attempts": attempts},
        {"ticket_deadline_inclusive": iso(ticket, "UTC"), "claim_deadline_exclusive": iso(claim, "UTC"), "accepted": accepted}, "ticket 24 hours after the end, inclusive; claim before midnight after day 7",
        [("TG-R4-from-start", {"ticket_deadline_inclusive": iso(other[0], "UTC"), "accepted": other[2]})])


two_steps("X-CL-06", "Both steps at their last instant", "2026-05-10T22:00:00Z", "2026-05-11T00:30:00Z", [{"ticket_at": "2026-05-12T00:30:00Z", "claim_at": "2026-05-18T23:59:59Z"}, {"ticket_at": "2026-05-12T00:30:01Z", "claim_at": "2026-05-18T23:59:59Z"}, {"ticket_at": "2026-05-11T10:00:00Z", "claim_at": "2026-05-19T00:00:00Z"}])


def business(identifier, title, issue, holidays, complaints, zone="America/New_York"):
    date, left = at(issue).astimezone(ZoneInfo(zone)).date(), 5
    while left:
        date += timedelta(days=1)
        if date.weekday() < 5 and date.isoformat() not in holidays:
            left -= 1
    date += timedelta(days=1)
    deadline = int(datetime(date.year, date.month, date.day, tzinfo=ZoneInfo(zone)).timestamp())
    add(identifier, "justopex-portal", "business_day_deadline", title,
        {"time_zone": zone, "business_weekdays": DAYS[:5], "holidays": holidays, "issue_at": issue, "business_days": 5, "complaints_at": complaints},
        {"deadline_exclusive": iso(deadline, zone), "accepted": [sec(c) < deadline for c in complaints]}, "five business days after the day of the issue, then local midnight")


business("X-CL-07", "Five business days over a holiday week", "2026-11-20T12:00:00-05:00", ["2026-11-26"], ["2026-11-30T23:59:59-05:00", "2026-12-01T00:00:00-05:00", "2026-11-28T12:00:00-05:00"])
business("X-CL-08", "An issue on a Saturday", "2026-06-06T12:00:00-04:00", [], ["2026-06-12T23:59:59-04:00", "2026-06-13T00:00:00-04:00"])
business("X-CL-09", "An issue a second before local midnight", "2026-06-01T23:59:59-04:00", [], ["2026-06-08T23:59:59-04:00", "2026-06-09T00:00:00-04:00"])
business("X-CL-10", "A zone east of UTC", "2026-06-01T23:30:00+02:00", [], ["2026-06-08T22:30:00Z", "2026-06-08T21:59:59Z"], zone="Europe/Berlin")

# --- Clocks ----------------------------------------------------------------------------------------------------------------------


def clock(identifier, title, reported, respond, total, pauses=(), holidays=()):
    zone = ZoneInfo(DXB)

    def due(hours, basis):
        left, second = hours * 3600, sec(reported)
        while left:
            local = datetime.fromtimestamp(second, zone)
            working = local.weekday() < 5 and 9 <= local.hour < 17 and local.date().isoformat() not in holidays
            waiting = any(sec(p["start"]) <= second < sec(p["end"]) for p in pauses)
            if (working or basis == "elapsed") and not waiting:
                left -= 60
            second += 60
        return iso(second, DXB)

    add(identifier, "omniful-saas", "support_timer", title,
        {"calendar": {"time_zone": DXB, "business_weekdays": DAYS[:5], "opens": "09:00", "closes": "17:00", "holidays": list(holidays)}, "reported_at": reported, "respond_hours": respond, "total_hours": total, "pauses": list(pauses)},
        {"respond_by": due(respond, "work"), "fixed_by": due(total, "work")}, "counted minute by minute from 09:00 to 17:00 on workdays, waiting on the client left out",
        [("OM-R7-elapsed", {"respond_by": due(respond, "elapsed"), "fixed_by": due(total, "elapsed")})])


clock("X-CK-01", "Eight hours from opening end at closing of the same day", "2026-04-13T09:00:00+04:00", 4, 8)
clock("X-CK-02", "A report on a Sunday starts on Monday", "2026-04-12T12:00:00+04:00", 8, 16)
clock("X-CK-03", "Forty-eight hours are six working days", "2026-04-13T12:00:00+04:00", 8, 48)
clock("X-CK-04", "A holiday does not count", "2026-05-25T12:00:00+04:00", 8, 32, holidays=["2026-05-26", "2026-05-27"])
clock("X-CK-05", "A report a minute before closing", "2026-04-17T16:59:00+04:00", 4, 8)
clock("X-CK-06", "A pause over a night counts its working hours only", "2026-04-13T09:00:00+04:00", 4, 8, pauses=[span("2026-04-13T16:00:00+04:00", "2026-04-14T10:00:00+04:00")])
clock("X-CK-07", "A report after closing", "2026-04-14T20:00:00+04:00", 8, 32)


def main():
    path = pathlib.Path(__file__).with_name("own-cases.json")
    text = json.dumps(CASES, indent=1, ensure_ascii=False) + "\n"
    if sys.argv[1:] == ["--check"]:
        if path.read_text(encoding="utf-8") != text:
            sys.exit(f"{path.name} is not what the oracle works out; run {pathlib.Path(__file__).name} without --check")
    else:
        path.write_text(text, encoding="utf-8")
    figures = sum(len(case["expected"]) + sum(len(other["expected"]) for other in case["alternatives"]) for case in CASES)
    readings = sum(len(case["alternatives"]) for case in CASES)
    print(f"{len(CASES)} cases, {readings} alternative readings, {figures} figures")


if __name__ == "__main__":
    main()
