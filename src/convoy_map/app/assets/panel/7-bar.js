// Search, filters and what the map shows.
function renderBar(root) {
  const had = root.activeElement?.id ?? root.getRootNode().activeElement?.id;
  root.replaceChildren(h("div", { class: "bar-row" }, searchBox(root), filterMenu(), showMenu(), result()));
  if (had) root.querySelector(`#${CSS.escape(had)}`)?.focus();
}

function searchBox(root) {
  const box = h("input", { id: "search", type: "search", dir: "auto", placeholder: t("Search quotes and places"), "aria-label": t("Search quotes and places"),
    oninput: (e) => { store.filters.words = e.target.value.trim(); applyFilters(); updateResult(root); } });
  box.value = store.filters.words;
  return box;
}

function result() {
  const text = filtering() ? counted("{n} stop fits", "{n} stops fit", waypoints().filter(shown).length) : "";
  const clear = filtering() && h("button", { type: "button", class: "link", onclick: () => {
    for (const key of ["journeys", "sources", "witnesses", "roles", "supports"]) store.filters[key].clear();
    store.filters.words = "";
    applyFilters();
    changed("cleared");
  } }, t("Clear"));
  return h("span", { id: "result", class: "quiet", role: "status" }, text, " ", clear || "");
}

function updateResult(root) {
  root.querySelector("#result").replaceWith(result());
}

function filterMenu() {
  const values = (pick) => [...new Set(waypoints().flatMap(pick))].filter((v) => v !== undefined && v !== null);
  const groups = [
    ["journeys", t("Journeys"), store.view.itineraries.map((one) => [one.id, one.title])],
    ["sources", t("Sources"), store.view.documents.map((one) => [one.id, one.title || one.id])],
    ["witnesses", t("Witnesses"), values((one) => (one.quotes ?? []).map(witnessOf)).map((who) => [who, who || t("the report itself")])],
    ["roles", t("Part in the journey"), values((one) => [one.role]).map((role) => [role, roleWords(role)])],
    ["supports", t("Rests on"), values((one) => [one.support]).map((s) => [s, supportWords(s)])],
  ].filter(([, , options]) => options.length);
  const active = ["journeys", "sources", "witnesses", "roles", "supports"].reduce((n, k) => n + store.filters[k].size, 0);
  return menu("filters", active ? `${t("Filter")} (${active})` : t("Filter"), groups.map(([key, title, options]) =>
    h("fieldset", {}, h("legend", {}, title), options.map(([value, label]) => tick(`${key}-${value}`, label, store.filters[key].has(value), (on) => {
      if (on) store.filters[key].add(value); else store.filters[key].delete(value);
      applyFilters();
    })))));
}

function tick(id, label, checked, act) {
  const box = h("input", { type: "checkbox", onchange: (e) => act(e.target.checked) });
  box.checked = checked;
  return h("label", { class: "tick" }, box, " ", name(label));
}

function showMenu() {
  const set = (key) => (on) => { store.show[key] = on; toMap({ type: "show", show: store.show }); };
  const options = [["corridors", t("Where the journey may have run (50 % and 90 %)")], ["areas", t("The area of every stop")],
    ["alternatives", t("Other possible routes")], ["context", t("Roads, rivers and borders")], ["names", t("Names of towns")]];
  const others = store.view.items.filter((one) => one.kind === "alternative");
  const rivals = others.length ? h("fieldset", {}, h("legend", {}, t("Other possible routes")),
    others.map((one) => h("p", {}, h("button", { type: "button", class: "link", onclick: () => {
      store.show.alternatives = true; toMap({ type: "show", show: store.show }); select(one.id); } }, name(one.hypothesis)), " ", percent(one.p)))) : null;
  return menu("shown", t("On the map"), [h("fieldset", {}, h("legend", {}, t("Show")), options.map(([key, label]) => tick(key, label, store.show[key], set(key)))), rivals,
    h("button", { type: "button", class: "link", onclick: () => toMap({ type: "fit" }) }, t("Show the whole route"))]);
}

const openMenus = new Set();
function menu(id, title, content) {
  const box = h("details", { class: "menu", ontoggle: (e) => { if (e.target.open) openMenus.add(id); else openMenus.delete(id); } },
    h("summary", { id: `menu-${id}` }, title), h("div", { class: "menu-body" }, content));
  box.open = openMenus.has(id);
  box.addEventListener("keydown", (e) => { if (e.key === "Escape") { box.open = false; box.querySelector("summary").focus(); } });
  return box;
}
