// States are told three times: by a word, by an icon of its own shape, and by colour.
import { h } from "./dom.js";

const STATES = {
  on_track: ["good", "On track"],
  met: ["good", "Met"],
  at_risk: ["warn", "At risk"],
  breached_already: ["bad", "Missed already"],
  breached: ["bad", "Missed"],
  undetermined: ["unknown", "Undetermined"],
  running: ["good", "Running"],
  overdue: ["bad", "Overdue"],
  paused: ["warn", "Waits for you"],
  not_started: ["unknown", "Not started"],
  awaiting_agreement: ["unknown", "To be agreed"],
  stopped: ["unknown", "Ended"],
};

const SHAPES = {
  good: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z", "m8 12.4 2.7 2.7L16 9.6"],
  warn: ["M12 3.6 2.9 19.4h18.2L12 3.6Z", "M12 10v4.2M12 16.9v.2"],
  bad: ["M8.2 3h7.6L21 8.2v7.6L15.8 21H8.2L3 15.8V8.2L8.2 3Z", "m9 9 6 6m0-6-6 6"],
  unknown: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z", "M9.4 9.5a2.7 2.7 0 1 1 3.7 2.6c-.8.3-1.1.9-1.1 1.8m0 2.6v.2"],
};

export const toneOf = (state) => (STATES[state] ?? STATES.undetermined)[0];
export const wordOf = (state) => (STATES[state] ?? STATES.undetermined)[1];

function icon(tone) {
  return h("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", fill: "none", stroke: "currentColor", "stroke-width": "1.9", "stroke-linecap": "round", "stroke-linejoin": "round" },
    SHAPES[tone].map((d) => h("path", { d })));
}

/** A state as a badge; `plain` without its background, for tables. */
export function badge(state, plain = false) {
  const tone = toneOf(state);
  return h("span", { class: `state ${tone}${plain ? " plain" : ""}` }, icon(tone), wordOf(state));
}

const RANK = ["breached_already", "breached", "undetermined", "at_risk", "on_track", "met"];

/** The worst state first. */
export const byUrgency = (a, b) => RANK.indexOf(a.state) - RANK.indexOf(b.state) || a.circuit.localeCompare(b.circuit);
