// Timeline and table: everything on the map again, in order, for the keyboard and the ear.
const ledger = { tab: "timeline" };

function renderLedger(root) {
  const tabs = [["timeline", t("Timeline")], ["table", t("Table")], ["legend", t("Legend")]];
  const panel = h("div", { role: "tabpanel", id: "panel", "aria-labelledby": `tab-${ledger.tab}`, tabindex: "0" });
  const go = (tab, focus) => { ledger.tab = tab; renderLedger(root); if (focus) root.querySelector(`#tab-${tab}`).focus(); };
  const onKey = (event, i) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.stopPropagation();
    const turn = store.dir === "rtl" ? -by : by;
    go(tabs[(i + turn + tabs.length) % tabs.length][0], true);
  };
  const list = h("div", { role: "tablist", class: "tabs", "aria-label": t("Everything in order") },
    tabs.map(([id, label], i) => h("button", { role: "tab", type: "button", id: `tab-${id}`, "aria-selected": String(ledger.tab === id),
      "aria-controls": "panel", tabindex: ledger.tab === id ? "0" : "-1", onclick: () => go(id), onkeydown: (e) => onKey(e, i) }, label)));
  panel.append({ timeline, table, legend }[ledger.tab]());
  root.replaceChildren(list, panel);
  markSelected(root);
}

function markSelected(root) {
  for (const element of root.querySelectorAll("[data-id]")) {
    const on = element.dataset.id === store.selected;
    element.classList.toggle("on", on);
    if (element.tagName === "TR") element.setAttribute("aria-selected", String(on));
    else if (on) element.setAttribute("aria-current", "true");
    else element.removeAttribute("aria-current");
    if (on) keepInView(element);
  }
}

function keepInView(element) {
  const frame = element.closest(".scroll");
  if (!frame) return;
  const a = element.getBoundingClientRect(), b = frame.getBoundingClientRect();
  if (a.top < b.top || a.bottom > b.bottom) frame.scrollTop += a.top - b.top - b.height / 3;
}

// --- timeline ------------------------------------------------------------------------------

const at = (iso) => { const v = iso ? Date.parse(iso) : NaN; return Number.isNaN(v) ? null : v; };
const spanOf = (one) => one.time ? [at(one.time.earliest ?? one.time.earliest_utc), at(one.time.latest ?? one.time.latest_utc)] : [null, null];

function timeline() {
  const rows = store.view.itineraries.map((journey) => [journey, waypoints()
    .filter((one) => one.itinerary === journey.id && shown(one)).sort((x, y) => x.sequence - y.sequence)])
    .filter(([, stops]) => stops.length);
  if (!rows.length) return prose(t("Nothing fits these filters. Clear them to see everything."), { class: "quiet" });
  const instants = rows.flatMap(([, stops]) => stops.flatMap(spanOf)).filter((v) => v !== null);
  const range = instants.length ? instants.reduce(([a, b], v) => [Math.min(a, v), Math.max(b, v)],
    [instants[0], instants[0]]) : null;
  return h("div", { class: "timeline scroll" }, range ? axis(range) : null, rows.map(([journey, stops]) => timeRow(journey, stops, range)));
}

function axis([a, b]) {
  const marks = a === b ? [a] : [0, 1, 2, 3].map((i) => a + ((b - a) * i) / 3);
  return h("div", { class: "axis", "aria-hidden": "true" }, marks.map((v, i) => h("span", {
    style: { "inset-inline-start": `${marks.length === 1 ? 50 : (i * 100) / 3}%` } }, instant(new Date(v).toISOString()))));
}

function timeRow(journey, stops, range) {
  const dated = stops.filter((one) => spanOf(one).some((v) => v !== null));
  const undated = stops.filter((one) => spanOf(one).every((v) => v === null));
  return h("div", { class: "time-row", style: { "--journey": journeyColour(journey.id) } },
    h("h4", {}, name(journey.title), " ", h("span", { class: "quiet" }, statusWords(journey.status))),
    dated.length ? track(dated, range, LANES) : null,
    undated.length ? tray(undated) : null);
}

// A long journey shows its first stops, and the rest when asked for.
const LANES = 120;
function track(dated, range, lanes) {
  const few = dated.slice(0, lanes);
  const box = h("div", {}, h("div", { class: "track", style: { "block-size": `${few.length * 27 + 6}px` } },
    few.map((one, i) => timeBar(one, range, i))));
  if (dated.length > lanes) box.append(moreOf(dated.length - lanes, () => box.replaceWith(track(dated, range, lanes + 10 * LANES))));
  return box;
}

function tray(undated, many = LANES) {
  const box = h("div", { class: "undated" }, h("span", { class: "quiet" }, t("No time is stated:")),
    undated.slice(0, many).map(stopButton));
  if (undated.length > many) box.append(moreOf(undated.length - many, () => box.replaceWith(tray(undated, many + 10 * LANES))));
  return box;
}

const moreOf = (n, act) => h("button", { type: "button", class: "more", onclick: act },
  counted("{n} more stop", "{n} more stops", n));

function timeBar(one, [a, b], i) {
  const [from, to] = spanOf(one);
  const share = (v) => b === a ? 50 : ((v - a) / (b - a)) * 100;
  const left = from === null ? 0 : share(from), right = to === null ? 100 : share(to);
  const open = `${from === null ? "open-start" : ""} ${to === null ? "open-end" : ""}`;
  const late = left > 62;
  return h("button", { type: "button", class: `time-bar ${open} stop-${one.status} ${late ? "late" : ""}`, "data-id": one.id, title: timeWords(one.time),
    onclick: () => select(one.id), style: { [late ? "inset-inline-end" : "inset-inline-start"]: `${late ? 100 - right : left}%`, "inset-block-start": `${i * 27}px` } },
    h("span", { class: "extent", style: { "--share": String(Math.max(0.012, (right - left) / 100)) } }),
    h("span", { class: "label" }, `${one.sequence}. `, name(nameOf(one))));
}

function stopButton(one) {
  return h("button", { type: "button", class: `pill stop-${one.status}`, "data-id": one.id, onclick: () => select(one.id) },
    `${one.sequence}. `, name(nameOf(one)), one.drawn ? null : h("span", { class: "quiet" }, ` (${t("not on the map")})`));
}

// --- table ---------------------------------------------------------------------------------

const PAGE = 200;
function table() {
  const rows = tableRows();
  if (!rows.length) return prose(t("Nothing fits these filters. Clear them to see everything."), { class: "quiet" });
  const head = [t("No."), t("Journey"), t("Place or way"), t("When"), t("Travelled?"), t("Rests on"), t("Within, or length"), t("Quotes"), t("Origins")];
  const body = h("tbody", {}, rows.slice(0, PAGE).map(tableRow));
  const more = rows.length > PAGE && h("button", { type: "button", class: "more", onclick: (e) => {
    body.append(...rows.slice(body.rows.length, body.rows.length + PAGE).map(tableRow));
    if (body.rows.length >= rows.length) e.target.remove(); } }, t("Show more rows"));
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": t("Table") },
    h("table", {}, h("caption", { class: "hidden" }, t("Every stop and every way, in order")),
      h("thead", {}, h("tr", {}, head.map((text) => h("th", { scope: "col" }, text)))), body), more);
}

function tableRows() {
  return store.view.itineraries.flatMap((journey) => {
    const ways = legs().filter((one) => one.itinerary === journey.id && shown(one));
    const from = groupBy(ways, (way) => way.from);
    const stops = waypoints().filter((one) => one.itinerary === journey.id && shown(one)).sort((x, y) => x.sequence - y.sequence);
    const out = stops.flatMap((stop) => [stop, ...(from.get(stop.id) ?? [])]);
    const met = new Set(out);
    return [...out, ...ways.filter((way) => !met.has(way))];
  });
}

function groupBy(all, key) {
  const groups = new Map();
  for (const one of all) {
    if (!groups.has(key(one))) groups.set(key(one), []);
    groups.get(key(one)).push(one);
  }
  return groups;
}

function tableRow(one) {
  const journey = store.view.itineraries.find((i) => i.id === one.itinerary);
  const isStop = one.kind === "waypoint";
  return h("tr", { "data-id": one.id, class: isStop ? "" : "way" },
    h("td", {}, isStop ? String(one.sequence) : ""), h("td", {}, name(journey?.title ?? "")),
    h("th", { scope: "row" }, h("button", { type: "button", class: "link", onclick: () => select(one.id) }, name(nameOf(one)))),
    h("td", { class: one.time ? "" : "quiet" }, !isStop ? "" : one.time ? timeWords(one.time) : t("not stated")), h("td", {}, statusWords(one.status)), h("td", {}, supportWords(one.support)),
    h("td", {}, isStop ? (one.drawn ? (one.coordinate_uncertainty_m ? kilometres(one.coordinate_uncertainty_m) : "") : t("not on the map")) : (one.length_m ? kilometres(one.length_m) : "")),
    h("td", {}, isStop ? String(one.n_quotes ?? 0) : String(one.quotes?.length ?? 0)), h("td", {}, isStop ? String(one.n_origins ?? 0) : ""));
}
