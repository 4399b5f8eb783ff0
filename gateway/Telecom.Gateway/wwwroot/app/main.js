// The status page: asks the API every few seconds and shows what it says.
import { ApiError, get, getAll, key } from "./api.js";
import { casesCard } from "./cases.js";
import { circuitCard } from "./circuit.js";
import { h, morphChildren } from "./dom.js";
import * as show from "./format.js";
import { byUrgency } from "./states.js";

const REFRESH_MS = 5000;
const $ = (id) => document.getElementById(id);
const chosen = { customer: null, month: "" };
let current = null;
let shownAt = null;
let announced = "";
let timer = null;

async function refresh() {
  clearTimeout(timer);
  current?.abort();
  const abort = current = new AbortController();
  try {
    await load(abort.signal);
    trouble(null);
  } catch (error) {
    if (abort.signal.aborted) {
      return;
    }
    fail(error);
  }
  schedule();
}

function schedule() {
  clearTimeout(timer);
  if (!document.hidden) {
    timer = setTimeout(refresh, REFRESH_MS);
  }
}

async function load(signal) {
  const customers = await getAll("/customers?pageSize=1000", "customers", signal);
  $("sign-in").hidden = true;
  $("sign-out").hidden = key.get() === null;
  offer(customers.items);
  if (chosen.customer === null) {
    paint([empty("No customers yet", "Create a customer, a subscription, a circuit and an agent; figures appear here by themselves.")]);
    return fresh(customers.now);
  }

  const base = `/customers/${encodeURIComponent(chosen.customer)}`;
  const query = chosen.month === "" ? "?pageSize=1000" : `?pageSize=1000&month=${encodeURIComponent(chosen.month)}`;
  const [statuses, circuits, cases] = await Promise.all([
    getAll(`${base}/status${query}`, "statuses", signal),
    getAll(`${base}/circuits?pageSize=1000`, "circuits", signal),
    get(`${base}/cases?pageSize=50`, signal),
  ]);
  const byName = new Map(circuits.items.map((circuit) => [circuit.name, circuit]));
  paintStatuses(statuses.items.sort(byUrgency), byName, cases.body.cases, statuses.now);
  fresh(statuses.now);
}

function paintStatuses(statuses, circuits, cases, now) {
  const zone = statuses[0]?.timeZone ?? "UTC";
  if (statuses.length > 0) {
    nameMonth(statuses[0].period.start, zone, now);
  }
  const content = statuses.length === 0
    ? [empty("No circuits yet", "This customer has no circuit that is rated in this month.")]
    : [headline(statuses), ...statuses.map((status) => circuitCard(status, circuits.get(status.circuit), now))];
  paint([...content, casesCard(cases, circuits, zone)]);
  announce(statuses.length === 0 ? "No circuits." : sentence(statuses));
}

function headline(statuses) {
  return h("div", { class: "headline", "data-key": "headline" }, h("p", {}, sentence(statuses)));
}

function sentence(statuses) {
  const all = statuses.length;
  const noun = all === 1 ? "circuit" : "circuits";
  const calm = statuses.filter((s) => s.state === "on_track" || s.state === "met").length;
  if (calm === all) {
    return all === 1 ? "The circuit is inside its service level." : `All ${all} circuits are inside their service level.`;
  }
  const missed = statuses.filter((s) => s.state.startsWith("breached")).length;
  const risk = statuses.filter((s) => s.state === "at_risk").length;
  const open = all - calm - missed - risk;
  const parts = [[missed, "missed"], [risk, "at risk"], [open, "undetermined"]].filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`);
  return `${parts.join(", ")} of ${all} ${noun}.`;
}

function offer(customers) {
  const ids = customers.map((customer) => customer.id);
  if (!ids.includes(chosen.customer)) {
    chosen.customer = ids[0] ?? null;
  }
  $("choice").hidden = customers.length === 0;
  morphChildren($("customer"), customers.map((c) => h("option", { value: c.id, "data-key": c.id }, c.displayName)));
  if (chosen.customer !== null && $("customer").value !== chosen.customer) {
    $("customer").value = chosen.customer;
  }
}

function nameMonth(start, zone, now) {
  $("month").value = show.month(start, zone);
  $("month").dataset.id = show.monthId(start, zone);
  $("month").dataset.now = show.monthId(now, zone);
  $("later").disabled = $("month").dataset.id >= $("month").dataset.now;
}

function paint(content) {
  morphChildren($("content"), content);
  $("content").setAttribute("aria-busy", "false");
}

function fresh(now) {
  shownAt = now;
  $("freshness").classList.remove("stale");
  $("content").classList.remove("stale-figures");
  $("freshness-text").textContent = `Live, ${show.clock(now)}`;
}

function announce(text) {
  if (text !== announced) {
    announced = text;
    $("announcer").textContent = text;
  }
}

function fail(error) {
  $("freshness").classList.add("stale");
  $("freshness-text").textContent = shownAt === null ? "No figures yet" : `Figures of ${show.clock(shownAt)}`;
  if (error instanceof ApiError && error.status === 401) {
    const wasSignedIn = key.get() !== null;
    key.forget();
    $("choice").hidden = true;
    $("sign-out").hidden = true;
    $("sign-in").hidden = false;
    paint([]);
    trouble(wasSignedIn ? "This key is not valid, or not any more." : null);
    $("freshness-text").textContent = "Not signed in";
    return;
  }
  $("content").classList.add("stale-figures");
  $("content").setAttribute("aria-busy", "false");
  trouble(error instanceof ApiError ? error.message : "The gateway does not answer. The page tries again by itself.");
}

function trouble(text) {
  const box = $("trouble");
  if (box.textContent !== (text ?? "")) {
    box.textContent = text ?? "";
  }
  box.hidden = text === null;
}

function empty(title, text) {
  return h("section", { class: "panel", "data-key": "empty" }, h("h2", {}, title), h("p", { class: "note" }, text));
}

function turn(by) {
  const id = $("month").dataset.id;
  if (id) {
    const wanted = show.shiftMonth(id, by);
    // No month means the one that is going on, also when it ends while the page is open.
    chosen.month = wanted === $("month").dataset.now ? "" : wanted;
    refresh();
  }
}

$("customer").addEventListener("change", (event) => {
  chosen.customer = event.target.value;
  refresh();
});
$("earlier").addEventListener("click", () => turn(-1));
$("later").addEventListener("click", () => turn(1));
$("choice").addEventListener("submit", (event) => event.preventDefault());
$("sign-in-form").addEventListener("submit", (event) => {
  event.preventDefault();
  key.set($("key").value);
  $("key").value = "";
  refresh();
});
$("sign-out").addEventListener("click", () => {
  key.forget();
  refresh();
});
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    clearTimeout(timer);
  } else {
    refresh();
  }
});
refresh();
