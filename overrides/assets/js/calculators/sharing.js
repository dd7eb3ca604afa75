// The address keeps what was typed, as plain numbers, and a form can be copied out.

import { write } from "./numbers.js";

// What the address says of the fields goes into them; what is no number stays as it was typed.
export function readAddress(calculators) {
  const query = new URLSearchParams(location.search);
  for (const { fields } of calculators) {
    for (const name in fields) {
      const text = query.get(name);
      const number = Number(text);
      const isPlain = Number.isFinite(number) && String(number) === text;
      if (text !== null) fields[name].input.value = isPlain ? write(number) : text;
    }
  }
}

// An address without numbers is that of the example: a form that does not differ is not in it.
export function writeAddress(calculators) {
  const url = new URL(location);
  const inputs = new URLSearchParams();
  for (const { fields } of calculators) {
    const all = Object.values(fields);
    const differs = all.some(({ input }) => input.value !== input.defaultValue);
    for (const { input, number, text } of all) {
      url.searchParams.delete(input.name);
      if (differs) inputs.set(input.name, text && !Number.isNaN(number) ? number : text);
    }
  }
  for (const [name, text] of inputs) url.searchParams.set(name, text);
  for (const link of document.querySelectorAll(".languages a")) link.search = inputs;
  // A browser refuses more than a hundred changes in half a minute: last, so nothing else is lost.
  if (url.href !== location.href) history.replaceState(history.state, "", url);
}

// The address that leads to the form itself.
export function address(form) {
  const url = new URL(location);
  url.hash = form.id;
  return url.href;
}

// The form as text: its title, what was typed, what came out and how, and its address.
export function asText(calculator) {
  const { form, fields } = calculator;
  const legend = form.querySelector("legend");
  const typed = Object.values(fields).map((field) => `${field.label}: ${field.shown}`);
  const answers = [...form.querySelectorAll("dl output")].map(({ name, value, parentNode }) => {
    const working = value && parentNode.querySelector("span")?.textContent;
    return `${calculator.label(name)}: ${working || value || "–"}`;
  });
  return [
    form.querySelector(".title").textContent,
    [...(legend ? [legend.textContent] : []), ...typed].join("\n"),
    answers.join("\n"),
    address(form),
  ].join("\n\n");
}

// Whether a text could be copied; if not, it stands in `byHand`, selected.
export async function copy(text, byHand) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    byHand.value = text;
    byHand.hidden = false;
    byHand.select();
    return false;
  }
}
