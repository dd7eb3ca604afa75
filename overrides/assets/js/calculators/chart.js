// A line of one result over one field, and a dot where the reader is.

import { evaluate } from "./formula.js";

// In units of the picture, in which a digit is 7.5 wide.
const [WIDTH, TOP, BOTTOM, EDGE, LETTER] = [280, 34, 130, 6, 7.5];
const STEPS = 48;

// One to four round numbers from `low` to `high`.
function ticks(low, high) {
  const power = 10 ** Math.floor(Math.log10((high - low) / 3));
  const step = power * [1, 2, 2.5, 5, 10].find((times) => (high - low) / (times * power) <= 3.5);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, place) => (first + place) * step);
}

function add(svg, tag, attributes, text = "") {
  const element = document.createElementNS(svg.namespaceURI, tag);
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.textContent = text;
  svg.append(element);
}

// A round number as an axis has it: millions in words.
function brief(calculator, name, value) {
  const isLong = Math.abs(value) >= 1e6;
  const options = isLong ? { notation: "compact", compactDisplay: "long" } : {};
  return calculator.show(name, value, 1, options);
}

// Draws the figure's chart of a calculator whose answers are known, and says where the dot is.
export function draw(figure, calculator) {
  const { x, y, low, high, caption } = figure.dataset;
  const svg = figure.querySelector("svg");
  const valueOf = (name) => calculator.value(name);
  const here = valueOf(x);
  const isKnown = Number.isFinite(here);
  figure.querySelector("figcaption").textContent = isKnown ? calculator.tell(caption) : "";
  svg.replaceChildren();
  if (!isKnown) return;

  // For another number of answers, which is a result, the shares of the groups stay the same.
  const same = x in calculator.outputs ? calculator.shares() : {};
  const at = (value) => calculator.value(y, { ...same, [x]: value });
  const from = Math.min(here, evaluate(low, valueOf));
  const to = Math.max(here, evaluate(high, valueOf));
  const xs = Array.from({ length: STEPS + 1 }, (_, step) => from + ((to - from) * step) / STEPS);
  const ys = xs.map(at);
  const [bottom, top] = [Math.min(...ys, at(here)), Math.max(...ys, at(here))];
  if (to <= from || top <= bottom) return;

  const rows = ticks(bottom, top).map((value) => [value, brief(calculator, y, value)]);
  const start = LETTER * Math.max(...rows.map(([, text]) => text.length)) + EDGE;
  const across = (value) => start + ((value - from) / (to - from)) * (WIDTH - EDGE - start);
  const up = (value) => BOTTOM - ((value - bottom) / (top - bottom)) * (BOTTOM - TOP);
  for (const [value, text] of rows) {
    const line = { x1: start, x2: WIDTH, y1: up(value), y2: up(value) };
    add(svg, "line", { ...line, class: value ? "" : "zero" });
    add(svg, "text", { x: 0, y: up(value) + 4 }, text);
  }
  for (const value of ticks(from, to)) {
    const anchor = across(value) > WIDTH - 14 ? "end" : "middle";
    const place = { x: anchor === "end" ? WIDTH : across(value), y: BOTTOM + 20, "text-anchor": anchor };
    add(svg, "text", place, brief(calculator, x, value));
  }
  add(svg, "text", { x: 0, y: 14 }, calculator.label(y));
  add(svg, "text", { x: WIDTH, y: BOTTOM + 42, "text-anchor": "end" }, calculator.label(x));
  add(svg, "path", { d: `M${xs.map((value, place) => [across(value), up(ys[place])])}` });
  add(svg, "circle", { cx: across(here), cy: up(at(here)), r: 5 });
}
