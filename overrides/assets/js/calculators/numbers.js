// Numbers as each country writes them.

// Groups of three need a first figure that is not 0: else 0.600 would be six hundred.
const GROUPED = /^[1-9]\d{0,2}(\.\d{3})+(,\d*)?$/;
const WITH_COMMA = /^\d*(,\d*)?$/;
const WITH_DOT = /^(0\.\d*|\d+\.(?!\d{3}$)\d*)$/;

// The number that a text says, NaN if none. A comma is the decimal sign. `currency` has what may
// stand beside a number, as alternatives: kr|kroner.
export function parse(text, currency) {
  const unit = `(?:(?:${currency})\\.?|%|\\p{Sc})?`;
  const whole = new RegExp(`^([−–-]?)${unit}([−–-]?)([\\d.,]*\\d[.,]?)${unit}$`, "iu");
  const [, before, after, figures] = text.replace(/\s/g, "").match(whole) ?? [];
  if (!figures || (before && after)) return NaN;
  const sign = before || after ? -1 : 1;
  if (GROUPED.test(figures)) return sign * figures.replaceAll(".", "").replace(",", ".");
  if (WITH_COMMA.test(figures)) return sign * figures.replace(",", ".");
  return WITH_DOT.test(figures) ? sign * figures : NaN;
}

// A number in the page's language, with so many decimals; `more` are other options of `Intl`.
export function write(value, least = 0, most = 10, more = {}) {
  const options = { minimumFractionDigits: least, maximumFractionDigits: most, ...more };
  const { lang } = document.documentElement;
  return new Intl.NumberFormat(lang, { signDisplay: "negative", ...options })
    .format(value)
    .replace("-", "−");
}

// The pattern with a number's text in it; its sign goes before a unit that comes first.
export function fill(pattern, text) {
  return pattern.replace("{n}", text).replace(/^(\p{L}+)([−+])/u, "$2$1");
}
