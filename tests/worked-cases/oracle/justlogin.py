"""Justlogin, worked out second by second."""
from fractions import Fraction

from oracle.common import SG, at, sec, pct, money, minutes, month, Line, line, add, span


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
