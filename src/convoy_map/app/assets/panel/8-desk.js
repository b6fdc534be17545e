// The review desk: the queue, a source to select words in, and a pencil for the map.
function renderQueue(root) {
  const { items, open } = root.data;
  const row = (item, i) => h("li", {}, h("button", { type: "button", class: "queue-item", "data-item": item.id,
    "aria-current": item.id === open ? "true" : null, onclick: () => root.send("open", item.id) },
    h("span", { class: "queue-n" }, String(i + 1)),
    h("span", {}, h("strong", {}, kindWords(item.kind)), h("br"), h("bdi", { class: "queue-words" }, `“${item.exact}”`),
      h("span", { class: "quiet block", dir: "auto" }, item.why))));
  root.replaceChildren(items.length ? h("ol", { class: "queue" }, items.map(row))
    : prose(t("Nothing waits for a decision. Select words in a source to add what was missed."), { class: "quiet" }));
}

const kindWords = (kind) => ({ draft: t("Is this part of the journey?"), aside: t("Is this a stop after all?"), misfit: t("Does this fit the journey?"),
  unlocated: t("Where is this?"), contradiction: t("These cannot all be true"),
  open: t("Your own question") }[kind] ?? t("Please decide"));

function renderSource(root) {
  const { about } = root.data;
  const bar = h("p", { class: "actions", role: "status" });
  const choose = h("select", { "aria-label": t("Source"), onchange: (e) => root.send("source", e.target.value) },
    store.view.documents.map((d) => h("option", { value: d.id, selected: d.id === about.source }, d.title || d.id)));
  const others = otherQuotes(about.source, null).filter(({ quote }) => quote.start !== about.start || quote.end !== about.end);
  const passage = renderPassage(about, others, (item) => root.send("other", item.id));
  passage.classList.add("tall");
  const watch = () => offerSelection(root, passage, bar);
  passage.addEventListener("mouseup", watch);
  passage.addEventListener("keyup", watch);
  root.replaceChildren(h("p", { class: "source-choice" }, choose), passage, bar);
}

function offerSelection(root, passage, bar) {
  const chosen = selectedOffsets(root, passage);
  if (!chosen) return bar.replaceChildren();
  return bar.replaceChildren(h("button", { type: "button", class: "primary", onclick: () => root.send("marked", chosen) }, t("Judge these words")),
    h("bdi", { class: "quiet" }, `“${chosen.exact.slice(0, 80)}”`));
}

// Offsets of the selected words in the whole document, in code points.
function selectedOffsets(root, passage) {
  const tree = root.getRootNode();
  const selection = tree.getSelection ? tree.getSelection() : document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const start = offsetAt(range.startContainer, range.startOffset, passage);
  const end = offsetAt(range.endContainer, range.endOffset, passage);
  if (start === null || end === null || start >= end) return null;
  const source = root.data.about.source;
  const found = passageOf(store.view.documents.find((d) => d.id === source), start, end);
  if (!found) return null;
  const exact = found.points.slice(start - found.from, end - found.from).join("");
  const head = exact.length - exact.trimStart().length, tail = exact.length - exact.trimEnd().length;
  return { source, start: start + head, end: end - tail, exact: exact.trim() };
}

function offsetAt(node, offset, passage) {
  const holder = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.("[data-from]");
  if (!holder || !passage.contains(holder)) return null;
  if (node.nodeType !== Node.TEXT_NODE) return Number(holder.dataset.from) + (offset > 0 ? pointsOf(holder.textContent).length : 0);
  return Number(holder.dataset.from) + pointsOf(node.data.slice(0, offset)).length;
}

function renderPencil(root) {
  const { sketch, drawing } = root.data;
  toMap({ type: "sketch", rings: sketch ?? [] });
  const n = store.drawn?.length ?? 0;
  const toggle = (on) => { store.drawn = []; toMap({ type: "draw", on }); root.isOn = on; renderPencil(root); };
  const use = h("button", { type: "button", class: "primary", onclick: () => root.send("corners", store.drawn) }, t("Use this area"));
  if (!drawing) { if (root.isOn) toggle(false); root.replaceChildren(); return; }
  root.replaceChildren(h("p", { class: "actions" },
    root.isOn ? h("button", { type: "button", class: "link", onclick: () => toggle(true) }, t("Start again"))
      : h("button", { type: "button", class: "primary", onclick: () => toggle(true) }, t("Draw on the map")),
    root.isOn && h("span", { class: "quiet", role: "status" }, counted("{n} corner: click the map", "{n} corners: click the map", n)),
    root.isOn && n >= 3 && use));
}
