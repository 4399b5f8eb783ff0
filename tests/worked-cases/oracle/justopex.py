"""JustOpex, worked out second by second."""
from fractions import Fraction

from oracle.common import UTC, pct, money, month, shift, add


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
