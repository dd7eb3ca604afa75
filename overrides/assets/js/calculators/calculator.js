// A form's values, what it answers, and what is wrong or missing.

import { Field } from "./field.js";
import { evaluate } from "./formula.js";
import { fill, write } from "./numbers.js";

// What differs by less is the same: 5 % · 70 % · 0.6 is a little below 2.1 % here.
const SAME = 1e-9;
const NAMES = /\{(\w+)\}/g;

export class Calculator {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.fields = {};
    this.outputs = {};
    for (const input of form.querySelectorAll("input")) this.fields[input.name] = new Field(input);
    for (const output of form.querySelectorAll("output")) this.outputs[output.name] = output;
  }

  // The value of a field or result, where `given` says something else of some of them.
  value(name, given = {}) {
    if (name in given) return given[name];
    if (name in this.fields) return this.fields[name].value;
    const { formula, least = -Infinity, most = Infinity } = this.outputs[name].dataset;
    const value = evaluate(formula, (other) => this.value(other, given));
    return Math.min(most, Math.max(least, value));
  }

  // The results that are percentages.
  shares() {
    const outputs = Object.values(this.outputs).filter(({ dataset }) => dataset.kind === "percent");
    return Object.fromEntries(outputs.map(({ name }) => [name, this.value(name)]));
  }

  // What a field or result is called.
  label(name) {
    const { [name]: field } = this.fields;
    return field?.label ?? this.outputs[name].closest("div").querySelector("dt").textContent;
  }

  // A value of a field or result as the country writes it; empty if it is not known. With so many
  // `digits` it is one number of many, and without the words of its pattern.
  show(name, value = this.value(name), digits = undefined, more = {}) {
    if (Number.isNaN(value)) return "";
    if (name in this.fields) return this.fields[name].show(value, digits, more);
    const data = this.outputs[name].dataset;
    if (!Number.isFinite(value)) return data.endless ?? "";
    const [least, most] = digits === undefined ? data.digits.split(" ") : [0, digits];
    const options = "signed" in data ? { signDisplay: "exceptZero", ...more } : more;
    const number = data.kind === "percent" ? 100 * value : value;
    const pattern = (digits === undefined && data.pattern) || this.words[data.kind] || "{n}";
    return fill(pattern, write(number, least, most, options));
  }

  // What a result is, in full; a result without a formula tells of others.
  answer(name) {
    const { formula, pattern } = this.outputs[name].dataset;
    return formula ? this.show(name) : this.tell(pattern);
  }

  // A text with the numbers of the fields and results that it names.
  tell(text) {
    return text.replace(NAMES, (_, name) => this.show(name));
  }

  // A result's formula with the reader's numbers; other results are rounded less in it than alone.
  working(name) {
    if (!Number.isFinite(this.value(name))) return "";
    const numbers = this.outputs[name].dataset.formula.replace(NAMES, (_, name) => {
      if (name in this.fields) return this.fields[name].inFormula();
      const isShare = this.outputs[name].dataset.kind === "percent";
      return isShare ? this.show(name, undefined, 4) : write(this.value(name), 0, 4);
    });
    return `${numbers} =\u00a0${this.show(name)}`;
  }

  // The fields that are wrong, each with what is wrong, in words.
  problems() {
    const fields = Object.values(this.fields);
    const alone = fields.filter((field) => field.problem).map((field) => [field, field.problem]);
    if (alone.length) return new Map(alone);
    const among = fields.filter(({ input: { dataset } }) => {
      const slack = "strict" in dataset ? SAME : -SAME;
      return "needs" in dataset && evaluate(dataset.needs, (name) => this.value(name)) < slack;
    });
    return new Map(among.map((field) => [field, this.tell(field.input.dataset.else)]));
  }

  // What is not there yet, by its label; of a scale, whose fields may be empty, the question.
  missing() {
    const fields = Object.values(this.fields);
    const scale = this.form.querySelector("legend");
    if (scale) return fields.some((field) => field.number) ? [] : [scale.textContent];
    return fields.filter((field) => !field.isOptional && !field.text).map((field) => field.label);
  }
}
