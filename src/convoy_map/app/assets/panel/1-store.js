// One selection and one set of filters, shared by map, text, timeline and table.
const store = {
  view: null, texts: {}, lang: "en", dir: "ltr", selected: null,
  filters: { journeys: new Set(), sources: new Set(), witnesses: new Set(), roles: new Set(),
    supports: new Set(), words: "" },
  show: { corridors: true, areas: false, alternatives: false, context: true, names: true },
  listeners: new Set(), byId: new Map(), byN: new Map(), mapReady: false, send: null, dark: false,
};
window.convoyStore = store;

const t = (message) => store.texts[message] ?? message;
const fill = (message, values) =>
  t(message).replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
const waypoints = () => store.view.items.filter((one) => one.kind === "waypoint");
const legs = () => store.view.items.filter((one) => one.kind === "leg");

function changed(what) {
  for (const listener of store.listeners) listener(what);
}

function adoptView(data) {
  const fresh = !store.view || store.view.version !== data.view.version;
  Object.assign(store, { texts: data.texts, lang: data.lang, dir: data.dir, view: data.view });
  if (fresh) {
    store.byId = new Map(data.view.items.map((one) => [one.id, one]));
    store.byN = new Map(data.view.items.map((one) => [one.n, one]));
    foldedOf.clear();
    if (store.selected && !store.byId.has(store.selected)) store.selected = null;
  }
  const asked = data.selected ?? null;
  if (asked !== store.asked && store.byId.has(asked)) store.selected = asked;
  store.asked = asked;
  changed("view");
}

function select(id, { move = true, from = "" } = {}) {
  if (store.selected === id) return;
  store.selected = id;
  const one = store.byId.get(id);
  if (one) toMap({ type: "select", n: one.n, move: move && from !== "map" });
  else toMap({ type: "select", n: -1, move: false });
  changed("selected");
  clearTimeout(store.later);
  store.later = setTimeout(() => store.send?.("selected", store.selected), 250);
}

// --- filters -------------------------------------------------------------------------------

const ARABIC_MARKS = /[\u064B-\u065F\u0670\u0640\u0300-\u036F]/g;
function fold(text) {
  return text.normalize("NFKD").replace(ARABIC_MARKS, "").toLowerCase()
    .replace(/[\u0622\u0623\u0625\u0671]/g, "\u0627").replace(/\u0649/g, "\u064A")
    .replace(/\u0629/g, "\u0647").replace(/['\u2019\u2018\u02BB\u02BC`-]/g, " ");
}

const foldedOf = new Map();
function wordsOf(one) {
  if (!foldedOf.has(one.id)) {
    const parts = [one.title, one.relation, one.hypothesis, one.differs_by, one.time?.text,
      ...(one.quotes ?? []).map((q) => `${q.exact} ${q.witness ?? ""}`),
      ...(one.candidates ?? []).map((c) => c.title)];
    foldedOf.set(one.id, fold(parts.filter(Boolean).join(" \n ")));
  }
  return foldedOf.get(one.id);
}

const none = (set) => set.size === 0;
const witnessOf = (quote) => quote.witness || "";

function passes(one) {
  const f = store.filters;
  const quotes = one.quotes ?? [];
  return (none(f.journeys) || f.journeys.has(one.itinerary))
    && (none(f.supports) || f.supports.has(one.support))
    && (none(f.roles) || f.roles.has(one.role))
    && (none(f.sources) || quotes.some((q) => f.sources.has(q.source)))
    && (none(f.witnesses) || quotes.some((q) => f.witnesses.has(witnessOf(q))))
    && (!f.words || fold(f.words).split(/\s+/).every((word) => wordsOf(one).includes(word)));
}

// A leg is kept if it stands with the journeys chosen and one of its ends is kept.
function shown(one) {
  if (one.kind === "waypoint") return passes(one);
  if (one.kind === "alternative") {
    return none(store.filters.journeys) || store.filters.journeys.has(one.itinerary);
  }
  const ends = [store.byId.get(one.from), store.byId.get(one.to)];
  return (none(store.filters.supports) || store.filters.supports.has(one.support))
    && ends.some((end) => end && passesButSupport(end));
}

function passesButSupport(one) {
  const kept = store.filters.supports;
  store.filters.supports = new Set();
  const answer = passes(one);
  store.filters.supports = kept;
  return answer;
}

const filtering = () => Boolean(store.filters.words)
  || ["journeys", "sources", "witnesses", "roles", "supports"].some((k) => store.filters[k].size);

function applyFilters() {
  const kept = filtering() ? store.view.items.filter(shown).map((one) => one.n) : null;
  const journeys = store.view.itineraries.map((one, i) => [one.id, i])
    .filter(([id]) => none(store.filters.journeys) || store.filters.journeys.has(id))
    .map(([, i]) => i);
  toMap({ type: "filter", shown: kept, journeys });
  changed("filters");
}

// --- the map -------------------------------------------------------------------------------

function toMap(detail) {
  if (store.mapReady) window.dispatchEvent(new CustomEvent("convoy-map:to-map", { detail }));
}

function namesFor(view) {
  const names = {}, legTexts = {};
  const lost = { planned: t("planned, not travelled"), attempted: t("attempted"),
    reported: t("reported") };
  for (const one of view.items) {
    names[one.n] = nameOf(one, view);
    if (one.kind === "leg" && one.status !== "travelled") legTexts[one.n] = lost[one.status];
    else if (one.kind === "leg" && one.support === "gap") legTexts[one.n] = t("gap: nothing is said");
  }
  return { names, legTexts };
}

function greetMap() {
  if (!store.mapReady || !(store.twins ?? store.view)) return;
  const stages = (store.twins ?? [store.view]).map(namesFor);
  toMap({ type: "view", stages, dark: store.dark, lang: store.lang });
  if (store.twins) return;
  toMap({ type: "show", show: store.show });
  applyFilters();
  const one = store.byId.get(store.selected);
  if (one) toMap({ type: "select", n: one.n, move: true });
}

function fromMap({ detail }) {
  if (detail.type === "ready") {
    store.mapReady = true;
    greetMap();
  } else if (detail.type === "pick" && !store.twins) {
    const one = store.byN.get(detail.n);
    if (one) select(one.id, { from: "map" });
  } else if (detail.type === "drawn") {
    store.drawn = detail.corners;
    changed("drawn");
  }
}

if (window.convoyFromMap) window.removeEventListener("convoy-map:from-map", window.convoyFromMap);
window.convoyFromMap = fromMap;
window.addEventListener("convoy-map:from-map", fromMap);
