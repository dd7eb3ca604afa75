// The forms of a page: they answer as one types.

import { Calculator } from "./calculator.js";
import { draw } from "./chart.js";
import { fill } from "./numbers.js";
import { address, asText, copy, readAddress, writeAddress } from "./sharing.js";

// Someone who types 1.200 passes 1.2, and needs no correction on the way.
const PATIENCE = 600;

const forms = document.querySelectorAll("[data-calculator]");
const calculators = [...forms].map((form) => new Calculator(form));

function showAnswers(calculator, isReady) {
  const { form } = calculator;
  // What is not current stays in its place, unseen, so that nothing moves.
  form.classList.toggle("ready", isReady);
  for (const output of form.querySelectorAll("dl output")) {
    output.value = isReady ? calculator.answer(output.name) : "";
    const working = output.parentNode.querySelector("span");
    if (working && output.value) working.textContent = calculator.working(output.name);
  }
  const figure = form.querySelector("figure");
  if (isReady && figure) draw(figure, calculator);
}

function showProblems(calculator, problems) {
  const fields = Object.values(calculator.fields);
  // Fields of a scale share the place for a message.
  for (const { note, hint } of fields) {
    note.textContent = hint;
    note.classList.remove("problem");
  }
  for (const field of fields) {
    const problem = problems.get(field);
    field.input.ariaInvalid = problem ? "true" : null;
    if (!problem) continue;
    field.note.textContent = problem;
    field.note.classList.add("problem");
  }
}

function connect(calculator) {
  const { form, words } = calculator;
  const status = form.querySelector("[role=status]");
  const byHand = form.querySelector("textarea");
  let waiting;

  function update() {
    const problems = calculator.problems();
    const missing = problems.size ? [] : calculator.missing();
    showAnswers(calculator, !problems.size && !missing.length);
    status.textContent = missing.length ? fill(words.missing, missing.join(", ")) : "";
    byHand.hidden = true;
    clearTimeout(waiting);
    waiting = setTimeout(
      () => {
        showProblems(calculator, problems);
        if (problems.size) status.textContent = words.wrong;
      },
      problems.size ? PATIENCE : 0,
    );
  }

  async function copyOut(text) {
    status.textContent = (await copy(text, byHand)) ? words.copied : words.blocked;
  }

  function change() {
    update();
    writeAddress(calculators);
  }

  form.addEventListener("input", change);
  form.addEventListener("reset", () => setTimeout(change)); // the fields change after the event
  form.elements.link.addEventListener("click", () => copyOut(address(form)));
  form.elements.text.addEventListener("click", () => copyOut(asText(calculator)));
  form.elements.print.addEventListener("click", () => print());
  form.dataset.loaded = "";
  update();
}

readAddress(calculators);
calculators.forEach(connect);
writeAddress(calculators);
