// The calculators are loaded when a reader comes near one, or at once if the address has numbers.

function load() {
  near.disconnect();
  import("./connect.js");
}

const near = new IntersectionObserver(
  (entries) => {
    if (entries.some((entry) => entry.isIntersecting)) load();
  },
  { rootMargin: "50%" },
);
for (const form of document.querySelectorAll("[data-calculator]")) near.observe(form);
if (location.search) load();
