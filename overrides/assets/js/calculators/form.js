// The calculators of a page: they answer as one types.

import { Calculator } from "./calculator.js";
import { draw } from "./chart.js";
import { fill } from "./numbers.js";
import { address, asText, copy, readAddress, writeAddress } from "./sharing.js";

// Someone who types 1.200 passes 1.2, and needs no correction on the way.
const PATIENCE = 600;

const calculators = [...document.querySelectorAll("[data-calculator]")].map(
  (form) => new Calculator(form),
);

function connect(calculator) {
  const { form, words } = calculator;
  const status = form.querySelector("[role=status]");
  const figure = form.querySelector("figure");
  const byHand = form.querySelector("textarea");
  const fields = Object.values(calculator.fields);
  let waiting;

  function showAnswers(isReady) {
    for (const output of form.querySelectorAll("dl output")) {
      const { name, parentNode } = output;
      output.value = isReady ? calculator.answer(name) : "";
      const working = parentNode.querySelector("span");
      if (working) working.textContent = isReady ? calculator.working(name) : "";
    }
    if (figure) draw(figure, calculator, isReady);
  }

  function showProblems(problems) {
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
    if (problems.size) status.textContent = words.wrong;
  }

  function update() {
    const problems = calculator.problems();
    const missing = problems.size ? [] : calculator.missing();
    showAnswers(!problems.size && !missing.length);
    status.textContent = missing.length ? fill(words.missing, missing.join(", ")) : "";
    byHand.hidden = true;
    clearTimeout(waiting);
    if (problems.size) waiting = setTimeout(showProblems, PATIENCE, problems);
    else showProblems(problems);
  }

  async function copyOut(text) {
    status.textContent = (await copy(text, byHand)) ? words.copied : words.blocked;
  }

  form.addEventListener("input", () => {
    update();
    writeAddress(calculators);
  });
  form.addEventListener("reset", () => setTimeout(() => form.dispatchEvent(new Event("input"))));
  form.elements.link.addEventListener("click", () => copyOut(address(form)));
  form.elements.text.addEventListener("click", () => copyOut(asText(calculator)));
  form.elements.print.addEventListener("click", () => print());
  update();
}

readAddress(calculators);
calculators.forEach(connect);
writeAddress(calculators);
