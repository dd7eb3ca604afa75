// Formulas as a page writes them: (c + F / (N · S)) / (g − c), names in braces.

const SUMS = { "+": (a, b) => a + b, "−": (a, b) => a - b };
const PRODUCTS = { "·": (a, b) => a * b, "×": (a, b) => a * b, "/": (a, b) => a / b };
const POWERS = { "^": (a, b) => a ** b };

// The value of a formula; `valueOf` is asked for each name.
export function evaluate(formula, valueOf) {
  const tokens = formula
    .replace("¹⁄¹²", "^(1/12)")
    .replace("¹²", "^12")
    .replaceAll("²", "^2")
    .match(/\{\w+\}|[\d,]+|\S/g);

  function chain(operators, next) {
    let left = next();
    while (tokens[0] in operators) left = operators[tokens.shift()](left, next());
    return left;
  }

  function atom() {
    const token = tokens.shift();
    if (token === "√") return Math.sqrt(atom());
    if (token.startsWith("{")) return valueOf(token.slice(1, -1));
    if (!"([".includes(token)) return Number(token.replace(",", "."));
    const inner = sum();
    tokens.shift();
    return inner;
  }

  const power = () => chain(POWERS, atom);
  const product = () => chain(PRODUCTS, power);
  const sum = () => chain(SUMS, product);
  return sum();
}
