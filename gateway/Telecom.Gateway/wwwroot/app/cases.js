// Support cases with their clocks.
import { frame, head, time } from "./circuit.js";
import { h } from "./dom.js";
import * as show from "./format.js";
import { badge } from "./states.js";

export function casesCard(cases, circuits, zone) {
  return h("section", { class: "cases", "aria-labelledby": "cases-title", "data-key": "cases" },
    h("h2", { id: "cases-title" }, "Support cases"),
    cases.length === 0
      ? h("p", { class: "note" }, "No case was opened.")
      : frame("Support cases", h("table", {},
        h("caption", { class: "note" }, h("span", { class: "note" }, `Newest first. Times in ${zone}.`)),
        head(["Case"], ["Level"], ["About"], ["Reported"], ["State"], ["Respond"], ["Resolve"]),
        h("tbody", {}, cases.map((found) => row(found, circuits, zone))))));
}

function row(found, circuits, zone) {
  const circuit = circuits.get(found.circuit);
  const about = found.circuit === null ? null : circuit?.displayName ?? found.circuit.split("/").pop();
  return h("tr", { "data-key": found.name },
    h("th", { scope: "row" }, found.id),
    h("td", {}, found.severity ?? "–"),
    h("td", {}, found.title, about === null ? null : h("span", { class: "note" }, about)),
    h("td", { class: "time" }, time(found.reportedAt, zone), h("span", { class: "note" }, `by ${found.reportedBy}`)),
    h("td", {}, found.state.replaceAll("_", " ")),
    clockCell(found, "respond", zone),
    clockCell(found, "resolve", zone));
}

function clockCell(found, name, zone) {
  const clock = found.clocks.find((c) => c.name === name);
  if (!clock) {
    return h("td", {}, "–");
  }
  if (clock.state === "met" || clock.state === "stopped") {
    return h("td", { class: "time" }, badge(clock.state, true), clock.doneAt === null ? null : h("span", { class: "note" }, "done ", time(clock.doneAt, zone)));
  }
  const breached = clock.state === "breached";
  if (breached && clock.doneAt !== null) {
    return h("td", { class: "time" }, badge("overdue", true), h("span", { class: "note" }, "done late ", time(clock.doneAt, zone)));
  }
  if (clock.dueAt === null) {
    return h("td", { class: "time" }, badge(clock.state, true));
  }
  const left = breached ? `${show.minutes(clock.remainingMinutes.replace("-", ""))} late` : `${show.minutes(clock.remainingMinutes)} left`;
  return h("td", { class: "time" },
    badge(breached ? "overdue" : "running", true), " ", left,
    h("span", { class: "note" }, "due ", time(clock.dueAt, zone)));
}
