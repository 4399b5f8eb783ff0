// One circuit: where it stands, what is left of its budget, how it performs, when it was down.
import { h } from "./dom.js";
import * as show from "./format.js";
import { badge, toneOf } from "./states.js";

export function circuitCard(status, circuit, now) {
  const id = status.circuit.split("/").pop();
  const title = `circuit-${id}`;
  return h("article", { class: "circuit", "data-key": status.circuit, "aria-labelledby": title },
    h("header", {},
      h("h2", { id: title }, circuit?.displayName ?? id),
      badge(status.state),
      h("p", { class: "note" }, subtitle(status, circuit, id))),
    tiles(status, now),
    performanceTable(status),
    outages(status),
    assumptions(status));
}

function subtitle(status, circuit, id) {
  const parts = [id, `plan ${status.plan} of ${status.contract.split("/").pop()}, version ${status.contractVersion}`];
  if (circuit?.region) {
    parts.push(`region ${circuit.region}`);
  }
  parts.push(`rated ${show.instant(status.rated.start, status.timeZone)} to ${show.instant(status.rated.end, status.timeZone)} ${status.timeZone}`);
  return parts.join(" · ");
}

function tiles(status, now) {
  const a = status.availability;
  return h("dl", { class: "tiles" },
    tile("Availability", h("span", { class: "figure" }, a.availabilityPct ?? "No data yet", a.availabilityPct ? h("span", { class: "unit" }, " %") : null),
      note(`target ${show.percent(a.targetPct)}`),
      a.availabilityPct !== null && a.lowPct !== a.highPct ? note(`between ${a.lowPct} and ${show.percent(a.highPct)} with what is unmeasured`) : null),
    budgetTile(a),
    tile("Measured", h("span", { class: "figure" }, a.coveragePct ?? "0", h("span", { class: "unit" }, " %")),
      note(`${show.minutes(a.unmeasuredMinutes)} without data`)),
    tile("Newest sample", h("span", { class: "figure" }, status.newestSampleAt ? show.age(status.newestSampleAt, now) : "None yet"),
      note(`${show.count(status.sampleCount)} samples counted`),
      status.tooLateSamples > 0 ? note(`${show.count(status.tooLateSamples)} came too late`) : null));
}

function budgetTile(a) {
  const budget = Number(a.budgetMinutes);
  const left = Number(a.budgetLeftMinutes);
  const allowed = show.minutes(a.budgetMinutes);
  if (a.availabilityPct === null) {
    // Nothing measured is not the same as nothing used.
    return tile("Downtime budget left", h("span", { class: "figure" }, "Unknown"), note(`nothing was measured; ${allowed} are allowed`));
  }
  const over = left < 0;
  const share = budget > 0 ? Math.min(100, (left / budget) * 100) : 0;
  const words = over ? `${show.minutes(a.downtimeMinutes)} down, ${allowed} allowed` : `${share.toFixed(1)} % of ${allowed}; ${show.minutes(a.downtimeMinutes)} down`;
  return tile(over ? "Downtime budget overspent" : "Downtime budget left",
    h("span", { class: "figure" }, show.minutes(a.budgetLeftMinutes.replace("-", ""))),
    h("svg", { class: `meter ${over ? "bad" : toneOf(a.state)}`, viewBox: "0 0 100 4", preserveAspectRatio: "none", role: "img", "aria-label": over ? "Nothing of the budget is left" : `${share.toFixed(1)} % of the budget is left` },
      h("rect", { class: "track", width: 100, height: 4 }),
      h("rect", { class: "fill", width: (over ? 100 : share).toFixed(2), height: 4 })),
    note(words));
}

function tile(name, ...content) {
  return h("div", { class: "tile" }, h("dt", {}, name), h("dd", {}, content));
}

const note = (text) => h("span", { class: "note" }, text);

const METRICS = { latency: "Latency", throughput: "Throughput", loss: "Packet loss" };
const STATISTICS = {
  p50: "median", p95: "95th percentile", p99: "99th percentile", mean: "mean", ratio: "lost of sent", share_at_least: "share of tests that reach the rate",
};
const COMPARATORS = { "<": "below", "<=": "at most", ">": "above", ">=": "at least" };

function performanceTable(status) {
  if (status.performance.length === 0) {
    return null;
  }
  const rows = status.performance.map((p) => h("tr", { "data-key": `${p.metric}/${p.statistic}` },
    h("th", { scope: "row" }, METRICS[p.metric] ?? p.metric, " ", h("span", { class: "note" }, STATISTICS[p.statistic] ?? p.statistic)),
    h("td", { class: "number" }, show.measure(p.value, p.unit),
      p.value !== null && p.low !== p.high ? h("span", { class: "note" }, `${show.measure(p.low, p.unit)} to ${show.measure(p.high, p.unit)}`) : null),
    h("td", { class: "number" }, p.threshold === null ? "–" : `${COMPARATORS[p.comparator] ?? p.comparator} ${show.measure(p.threshold, p.unit)}`),
    h("td", {}, p.state === null ? h("span", { class: "note" }, "no limit") : badge(p.state, true)),
    h("td", { class: "number" }, show.count(p.sampleCount))));
  return frame("Performance", h("table", {},
    h("caption", {}, "Performance"),
    head(["Figure"], ["Measured", true], ["Limit", true], ["State"], ["Samples", true]),
    h("tbody", {}, rows)));
}

function outages(status) {
  if (status.outages.length === 0) {
    return h("p", { class: "note" }, status.availability.availabilityPct === null ? "Nothing was measured yet." : "No outage in this period so far.");
  }
  const rows = status.outages.map((o) => h("tr", { "data-key": o.start },
    h("td", { class: "time" }, time(o.start, status.timeZone)),
    h("td", { class: "time" }, o.ongoing ? h("strong", {}, "ongoing") : time(o.end, status.timeZone)),
    h("td", { class: "number" }, show.minutes(o.durationMinutes)),
    h("td", { class: "number" }, `${show.count(o.packetsLost)} of ${show.count(o.packetsSent)}`)));
  return h("details", { open: true, "data-key": "outages" },
    h("summary", {}, status.outages.length === 1 ? "1 outage" : `${status.outages.length} outages`),
    frame("Outages", h("table", {},
      h("caption", {}, h("span", { class: "note" }, `Times in ${status.timeZone}, the zone of the contract`)),
      head(["From"], ["To"], ["Length", true], ["Packets lost", true]),
      h("tbody", {}, rows))));
}

function assumptions(status) {
  return status.assumptions.length === 0 ? null : h("details", { "data-key": "assumptions" },
    h("summary", {}, "What these figures assume"),
    h("ul", { class: "assumptions" }, status.assumptions.map((text) => h("li", {}, text))));
}

export const time = (iso, zone) => h("time", { datetime: iso }, show.instant(iso, zone));

export function head(...columns) {
  return h("thead", {}, h("tr", {}, columns.map(([name, number]) => h("th", { scope: "col", class: number ? "number" : null }, name))));
}

/** Tables scroll in a frame that the keyboard reaches. */
export const frame = (label, table) => h("div", { class: "frame", role: "region", "aria-label": label, tabindex: "0" }, table);
