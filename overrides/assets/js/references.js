// A reference, shown where it is cited.

// Opens the reference that a link in the text leads to, as a term of the glossary opens.
export function open(link) {
  const entry = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const note = document.createElement("div");
  note.className = "term-note";
  note.popover = "auto";
  note.role = "dialog";
  note.ariaLabel = document.getElementById("references").firstChild.textContent;
  note.append(...entry.cloneNode(true).childNodes);
  note.querySelector(".footnote-backref")?.remove();
  const close = document.querySelector("#search .close-button").cloneNode(true);
  close.addEventListener("click", () => note.hidePopover());
  note.append(close);
  note.addEventListener("toggle", (event) => {
    if (event.newState === "closed") note.remove();
  });
  document.querySelector("article").append(note);
  note.showPopover();
  close.focus();
}
