// Elements without a framework: `h` builds a tree, `morph` turns what is shown into it, so that focus, selection, scrolling and
// opened details survive every refresh. Text is always set as text; nothing here reads markup.

const SVG = "http://www.w3.org/2000/svg";
const SVG_TAGS = new Set(["svg", "path", "circle", "rect"]);

/** Builds an element. Attributes that are null or false are left out; children that are null are skipped. */
export function h(tag, attributes = {}, ...children) {
  const element = SVG_TAGS.has(tag) ? document.createElementNS(SVG, tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined) {
      element.append(child);
    }
  }
  return element;
}

/** Makes the children of `target` equal to `children`, changing as little as possible. */
export function morphChildren(target, children) {
  const wanted = [...children];
  wanted.forEach((next, index) => {
    const current = target.childNodes[index];
    if (!current) {
      target.append(next);
    } else if (sameKind(current, next)) {
      morph(current, next);
    } else {
      current.replaceWith(next);
    }
  });
  while (target.childNodes.length > wanted.length) {
    target.lastChild.remove();
  }
}

function morph(current, next) {
  if (current.nodeType === Node.TEXT_NODE) {
    if (current.data !== next.data) {
      current.data = next.data;
    }
    return;
  }
  for (const { name, value } of [...next.attributes]) {
    if (current.getAttribute(name) !== value && !(name === "open" && current.localName === "details")) {
      current.setAttribute(name, value);
    }
  }
  for (const { name } of [...current.attributes]) {
    // Whether details are open is the reader's choice once they are shown.
    if (!next.hasAttribute(name) && name !== "open") {
      current.removeAttribute(name);
    }
  }
  morphChildren(current, next.childNodes);
}

function sameKind(a, b) {
  return a.nodeType === b.nodeType
    && a.nodeName === b.nodeName
    && (a.nodeType !== Node.ELEMENT_NODE || a.getAttribute("data-key") === b.getAttribute("data-key"));
}
