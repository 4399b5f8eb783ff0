"""Omniful, worked out second by second."""
from datetime import datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from oracle.common import DXB, DAYS, at, sec, pct, money, minutes, month, Line, line, add, span


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
