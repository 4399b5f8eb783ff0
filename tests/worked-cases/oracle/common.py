"""What all parts of the oracle share: instants, texts, lines of seconds, and the list of cases."""
from datetime import datetime, timedelta, timezone
from fractions import Fraction
from zoneinfo import ZoneInfo

UTC = timezone.utc
CASES = []
SG = "Asia/Singapore"
DXB = "Asia/Dubai"
DAYS = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"]


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


def span(start, end, **more):
    return {"start": start, "end": end, **more}
