// Mounts: Streamlit calls this for each part of the page, and again after each rerun.
const mounts = new WeakMap();
const PARTS = { reader: renderReader, ledger: renderLedger, bar: renderBar };

export default function (component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  store.colours = data.colours ?? store.colours;
  store.dark = isDark(parentElement);
  const part = data.part;
  if (data.view) {
    store.send = (what, value) => what === "selected" ? setStateValue(what, value) : setTriggerValue(what, value);
    adoptView(data);
    greetMap();
  }
  let mount = mounts.get(parentElement);
  if (!mount) {
    mount = { root: frameOf(parentElement, part) };
    mounts.set(parentElement, mount);
    mount.listen = (what) => update(mount.root, part, what);
    if (part === "reader") listenForKeys();
  }
  mount.root.dir = store.dir;
  mount.root.lang = store.lang;
  store.listeners.add(mount.listen);
  if (store.view && !mount.drawn) { mount.drawn = true; PARTS[part](mount.root); }
  return () => { store.listeners.delete(mount.listen); };
}

function frameOf(parent, part) {
  const root = h("div", { class: `part part-${part}` });
  parent.append(root);
  return root;
}

function update(root, part, what) {
  if (!store.view) return;
  if (what === "view") { if (root.dataset.version !== versionKey()) { root.dataset.version = versionKey(); PARTS[part](root); } return; }
  if (part === "reader" && what === "selected") renderReader(root);
  if (part === "ledger" && what === "selected") markSelected(root);
  if (part === "ledger" && (what === "filters" || what === "cleared")) renderLedger(root);
  if (part === "bar" && what === "filters") updateResult(root);
  if (part === "bar" && what === "cleared") renderBar(root);
}

const versionKey = () => `${store.view.version}|${store.lang}|${store.asked}`;

function isDark(parent) {
  const host = parent.host ?? parent;
  const colour = getComputedStyle(host).getPropertyValue("--st-background-color").trim();
  const probe = h("span", { style: { color: colour } });
  document.body.append(probe);
  const [r, g, b] = (getComputedStyle(probe).color.match(/[\d.]+/g) ?? [255, 255, 255]).map(Number);
  probe.remove();
  return 0.299 * r + 0.587 * g + 0.114 * b < 128;
}

function listenForKeys() {
  if (window.convoyKeys) document.removeEventListener("keydown", window.convoyKeys);
  window.convoyKeys = (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const target = event.composedPath()[0];
    if (target.closest?.("input, textarea, select, [contenteditable], [role=tab], [role=slider], [role=combobox], iframe")) return;
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by) { event.preventDefault(); step(store.dir === "rtl" ? -by : by); }
    if (event.key === "Escape" && store.selected) select(null);
  };
  document.addEventListener("keydown", window.convoyKeys);
}
