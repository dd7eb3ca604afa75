// A page in the reader's own language, offered in that language.

// Shows the offer of a link of the language switcher; calls back when the reader declines.
export function offer(link, declined) {
  const box = document.createElement("aside");
  box.className = "offer";
  box.lang = link.lang;
  box.ariaLabel = link.dataset.offer;
  const text = document.createElement("p");
  text.textContent = link.dataset.offer;
  const take = document.createElement("a");
  take.href = link.href;
  take.hreflang = link.lang;
  take.textContent = link.dataset.take;
  take.addEventListener("click", (event) => {
    event.preventDefault();
    link.click(); // it knows the section and the inputs, and remembers the choice
  });
  const decline = document.createElement("button");
  decline.type = "button";
  decline.textContent = link.dataset.dismiss;
  decline.addEventListener("click", () => {
    box.remove();
    declined();
  });
  box.append(text, take, decline);
  document.querySelector(".site-header").after(box);
}
