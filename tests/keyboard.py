"""A walk through an open page with the Tab key, as one who has no mouse takes it."""

from playwright.sync_api import Page

# Notes how all that can have the focus looks without it; of radio buttons of one name, one gets it.
_BEGIN = """() => {
    const style = (element) => {
        const { outline, boxShadow, background, border, color, textDecoration } =
            getComputedStyle(element);
        return [outline, boxShadow, background, border, color, textDecoration].join();
    };
    const look = (element) => style(element) + style(element.parentElement);
    const key = (element) => (element.type === "radio" ? element.name : element);
    const focusable = "a[href], button, input, select, textarea, summary, [tabindex]";
    const all = [...document.querySelectorAll(focusable)].filter(
        (element) => element.tabIndex >= 0 && !element.disabled && !element.closest("[inert]")
            && element.checkVisibility({ visibilityProperty: true }),
    );
    window.walk = {
        look,
        key,
        plain: new Map(all.map((element) => [element, look(element)])),
        missed: new Map(all.map((element) => [key(element), element])),
        last: document.documentElement,
    };
    return walk.missed.size;
}"""
# What is wrong with the step just made; null when it has led out of the page.
_STEP = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    walk.missed.delete(walk.key(element));
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const isOutlined = outlineStyle !== "none" && parseFloat(outlineWidth) > 0;
    const follows =
        walk.last.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
    walk.last = element;
    // Looked for at a quarter, the half and three quarters of what is in the window.
    const shows = [...element.getClientRects()].some((box) => {
        const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
        const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
        return top < bottom && left < right && [0.25, 0.5, 0.75].every((share) => {
            const hit = document.elementFromPoint((left + right) / 2, top + (bottom - top) * share);
            return hit && (element.contains(hit) || hit.closest("label")?.control === element);
        });
    });
    return [
        !isOutlined && walk.look(element) === (walk.plain.get(element) ?? walk.look(element))
            && "focus does not show",
        !shows && "covered or outside the window",
        !follows && "stands before the step that came before",
    ].filter(Boolean).map((fault) => `${fault}: ${element.outerHTML.slice(0, 120)}`);
}"""
_MISSED = """() => [...walk.missed.values()].map(
    (element) => `not reached: ${element.outerHTML.slice(0, 120)}`)"""


def walk(page: Page) -> list[str]:
    """What is wrong on the way from the top of a page through to its end, a line each.

    Every control is reached, in the order of the page; focus shows, and nothing covers it.
    """
    faults: list[str] = []
    for _ in range(page.evaluate(_BEGIN) + 20):  # what scrolls may be a step too
        page.keyboard.press("Tab")
        step = page.evaluate(_STEP)
        if step is None:
            faults += page.evaluate(_MISSED)
            return faults
        faults += step
    return [*faults, "the walk does not end"]
