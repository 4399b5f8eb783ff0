"""Claims, worked out second by second."""
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from oracle.common import SG, DXB, DAYS, UTC, at, sec, iso, month, shift, add


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
