// What a reader types into one field.

import { fill, parse, write } from "./numbers.js";

const BOUNDS = {
  least: (number, bound) => number < bound,
  most: (number, bound) => number > bound,
  above: (number, bound) => number <= bound,
  below: (number, bound) => number >= bound,
};

export class Field {
  constructor(input) {
    this.input = input;
    // Without the places where a narrow column may part it.
    this.label = input.labels[0].firstChild.textContent.trim().replaceAll("\u00ad", "");
    this.note = document.getElementById(input.getAttribute("aria-describedby"));
    this.hint = this.note.textContent;
    this.words = input.form.dataset;
    // How many gave an answer: none, where nothing is typed.
    this.isAnswer = input.closest("fieldset") !== null;
    this.isOptional = this.isAnswer || "optional" in input.dataset;
  }

  get text() {
    return this.input.value.trim();
  }

  // The number in the units it is typed in; NaN if there is none.
  get number() {
    return this.text || !this.isAnswer ? parse(this.text, this.words.currency) : 0;
  }

  // The number that formulas reckon with.
  get value() {
    return this.isShare ? this.number / 100 : this.number;
  }

  get isShare() {
    return this.input.dataset.kind === "percent";
  }

  // What is typed, as the country writes it; as it is, if it is no number.
  get shown() {
    return Number.isNaN(this.number) ? this.text : this.show(this.value);
  }

  // A value of this field as the country writes it.
  show(value, digits = 10, more = {}) {
    const { [this.input.dataset.kind]: pattern = "{n}" } = this.words;
    return fill(pattern, write(this.isShare ? 100 * value : value, 0, digits, more));
  }

  // A value in a formula: money is without its unit.
  inFormula() {
    return this.isShare ? this.show(this.value) : write(this.number);
  }

  // What is wrong with the number by itself, in words; undefined if nothing is.
  get problem() {
    const { number } = this;
    const { kind, ...bounds } = this.input.dataset;
    if (!this.text) return undefined;
    if (Number.isNaN(number)) return fill(this.words.not_number, this.input.defaultValue);
    if (kind === "count" && !Number.isInteger(number)) return this.words.not_whole;
    const broken = Object.keys(BOUNDS).find((key) => BOUNDS[key](number, parseFloat(bounds[key])));
    return broken && fill(this.words[broken], write(Number(bounds[broken])));
  }
}
