// Figures and instants for people. Percentages and minutes arrive as exact decimal texts and are shown as they are or rounded
// towards the careful side; they are never used to decide anything here.

const formats = new Map();

function dateFormat(zone, options) {
  const id = zone + JSON.stringify(options);
  if (!formats.has(id)) {
    formats.set(id, new Intl.DateTimeFormat("en-GB", { timeZone: zone, hourCycle: "h23", ...options }));
  }
  return formats.get(id);
}

/** "22 Nov, 14:03:09" in the given zone. */
export function instant(iso, zone) {
  return dateFormat(zone, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(new Date(iso));
}

/** "14:03:09" in the reader's own zone. */
export function clock(date) {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(date);
}

/** "November 2026" of the instant in the given zone. */
export function month(iso, zone) {
  return dateFormat(zone, { month: "long", year: "numeric" }).format(new Date(iso));
}

/** "2026-11" of the instant in the given zone. */
export function monthId(iso, zone) {
  const parts = Object.fromEntries(dateFormat(zone, { year: "numeric", month: "2-digit" }).formatToParts(new Date(iso)).map((p) => [p.type, p.value]));
  return `${parts.year}-${parts.month}`;
}

/** The month this many months after another, "2026-11" and -1 giving "2026-10". */
export function shiftMonth(id, by) {
  const [year, number] = id.split("-").map(Number);
  const index = year * 12 + (number - 1) + by;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
}

/** "99.9987" as "99.9987 %". */
export const percent = (text) => (text === null ? "–" : `${text} %`);

/** Minutes as "12 s", "38.2 min", "5 h 12 min" or "3 d 4 h". */
export function minutes(text) {
  const value = Number(text);
  const sign = value < 0 ? "−" : "";
  const size = Math.abs(value);
  if (size < 1) {
    return `${sign}${trim(size * 60, 1)} s`;
  }
  if (size < 120) {
    return `${sign}${trim(size, 1)} min`;
  }
  if (size < 2880) {
    return `${sign}${Math.floor(size / 60)} h ${Math.floor(size % 60)} min`;
  }
  return `${sign}${Math.floor(size / 1440)} d ${Math.floor((size % 1440) / 60)} h`;
}

/** Time since an instant, "4 s ago". */
export function age(iso, now) {
  const seconds = Math.max(0, Math.round((now - new Date(iso)) / 1000));
  return seconds < 60 ? `${seconds} s ago` : `${minutes(seconds / 60)} ago`;
}

/** A measured value in its own unit, "12.3 ms", "94.2 Mbit/s", "0.0123 %". */
export function measure(text, unit) {
  if (text === null) {
    return "–";
  }
  const value = Number(text);
  switch (unit) {
    case "us": return value < 1000 ? `${trim(value, 0)} µs` : `${trim(value / 1000, 2)} ms`;
    case "bit/s": return rate(value);
    case "%": return `${text} %`;
    default: return `${text} ${unit}`;
  }
}

export const count = (value) => new Intl.NumberFormat("en-GB").format(value);

function rate(value) {
  const steps = [[1e9, "Gbit/s"], [1e6, "Mbit/s"], [1e3, "kbit/s"]];
  const [size, name] = steps.find(([s]) => value >= s) ?? [1, "bit/s"];
  return `${trim(value / size, 2)} ${name}`;
}

const trim = (value, decimals) => new Intl.NumberFormat("en-GB", { maximumFractionDigits: decimals, useGrouping: false }).format(value);
