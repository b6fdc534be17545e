// A passage of a source with its quotes marked. Offsets count code points, so the text is
// cut as an array of code points and never by UTF-16 units.
const BEFORE = 420, AFTER = 420, MORE = 3000;

function passageOf(document_, start, end) {
  for (const [from, to, text] of document_.passages) {
    if (from <= start && end <= to) return { from, to, points: pointsOf(text) };
  }
  return null;
}

const pointsCache = new Map();
function pointsOf(text) {
  if (!pointsCache.has(text)) {
    if (text.length < 4000) return Array.from(text);
    if (pointsCache.size > 40) pointsCache.clear();
    pointsCache.set(text, Array.from(text));
  }
  return pointsCache.get(text);
}

// Cut at a paragraph or a space, not inside a word.
function softEdge(points, at, step) {
  for (let i = at, n = 0; i > 0 && i < points.length && n < 80; i += step, n += 1) {
    if (/\s/.test(points[i])) return i;
  }
  return Math.min(Math.max(at, 0), points.length);
}

function renderPassage(quote, others, onOther) {
  const source = store.view.documents.find((one) => one.id === quote.source);
  const found = source && passageOf(source, quote.start, quote.end);
  if (!found) return quoteAlone(quote);
  const box = h("div", { class: "passage", dir: "auto", lang: source.lang, tabindex: "0",
    role: "region", "aria-label": `${t("The quote in its source")} (${quote.source}:${quote.start})` });
  const window_ = { a: quote.start - found.from - BEFORE, b: quote.end - found.from + AFTER };
  const draw = () => {
    const a = window_.a <= 0 ? 0 : softEdge(found.points, window_.a, 1);
    const b = window_.b >= found.points.length ? found.points.length
      : softEdge(found.points, window_.b, -1);
    const parts = [paragraphs(found, a, b, quote, others, onOther)];
    if (a > 0) parts.unshift(moreButton("↑", () => { window_.a -= MORE; draw(); }));
    if (b < found.points.length) parts.push(moreButton("↓", () => { window_.b += MORE; draw(); }));
    box.replaceChildren(...parts);
  };
  draw();
  return box;
}

function moreButton(arrow, act) {
  return h("button", { class: "more", type: "button", onclick: act }, `${arrow} ${t("more of the text")}`);
}

function quoteAlone(quote) {
  return h("div", { class: "passage", dir: "auto" },
    h("p", { dir: "auto" }, `… ${quote.prefix ?? ""}`, h("mark", {}, quote.exact), `${quote.suffix ?? ""} …`),
    h("p", { class: "quiet" }, t("Only the quoted words are at hand, not the text around them.")));
}

// Paragraphs stay paragraphs, each with its own direction. Every stretch of text knows the
// offset it starts at, so that a selection can be turned back into offsets.
function paragraphs(found, a, b, quote, others, onOther) {
  const block = h("div", {});
  let line = h("p", { dir: "auto" });
  const flush = () => {
    if (line.childNodes.length) block.append(line);
    line = h("p", { dir: "auto" });
  };
  for (const piece of pieces(found, a, b, quote, others)) {
    let offset = piece.offset;
    for (const part of piece.text.split(/(\n+)/)) {
      if (part.startsWith("\n")) flush();
      else if (part) line.append(mark(piece, part, offset, onOther));
      offset += pointsOf(part).length;
    }
  }
  flush();
  return block;
}

function mark(piece, text, offset, onOther) {
  const place = { "data-from": offset };
  if (piece.kind === "quote") return h("mark", { class: "chosen", ...place }, text);
  if (piece.kind === "other") {
    const open = () => onOther(piece.item);
    return h("span", { class: "other", role: "link", tabindex: "0", onclick: open, ...place,
      title: nameOf(piece.item), onkeydown: (e) => { if (e.key === "Enter") open(); } }, text);
  }
  return h("span", place, text);
}

function pieces(found, a, b, quote, others) {
  const at = (offset) => Math.min(Math.max(offset - found.from, a), b);
  const marks = [{ from: at(quote.start), to: at(quote.end), kind: "quote" }];
  for (const { quote: q, item } of others) {
    const from = at(q.start), to = at(q.end);
    const free = marks.every((m) => to <= m.from || from >= m.to);
    if (from < to && free) marks.push({ from, to, kind: "other", item });
  }
  marks.sort((x, y) => x.from - y.from);
  const out = [];
  let here = a;
  const text = (x, y) => found.points.slice(x, y).join("");
  for (const m of marks.filter((one) => one.to > one.from)) {
    if (m.from > here) {
      out.push({ kind: "text", offset: found.from + here, text: text(here, m.from) });
    }
    out.push({ ...m, offset: found.from + m.from, text: text(m.from, m.to) });
    here = m.to;
  }
  if (here < b) out.push({ kind: "text", offset: found.from + here, text: text(here, b) });
  return out;
}

// Every other quote of the same source, so that the text leads back to the map.
function otherQuotes(source, except) {
  const out = [], met = new Set();
  for (const item of store.view.items) {
    for (const quote of item.quotes ?? []) {
      if (quote.source !== source || item.id === except || met.has(quote.start)) continue;
      met.add(quote.start);
      out.push({ quote, item });
    }
  }
  return out;
}
