"""Clocks, worked out second by second."""
from datetime import datetime
from zoneinfo import ZoneInfo

from oracle.common import DXB, DAYS, at, sec, iso, add, span


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
