// Mounts: Streamlit calls this for each part of the page, and again after each rerun.
const mounts = new WeakMap();
const PARTS = { reader: renderReader, ledger: renderLedger, bar: renderBar, queue: renderQueue,
  source: renderSource, pencil: renderPencil };
const OWN_DATA = new Set(["queue", "source", "pencil"]);
const STATES = new Set(["selected", "corners"]);

export default function (component) {
  const { data, parentElement, setStateValue, setTriggerValue } = component;
  const send = (what, value) =>
    STATES.has(what) ? setStateValue(what, value) : setTriggerValue(what, value);
  store.colours = data.colours ?? store.colours;
  store.dark = isDark(parentElement);
  const mount = mountOf(parentElement, data.part);
  mount.root.data = data;
  mount.root.send = send;
  store.twins = data.part === "twins" ? data.views : data.view ? null : store.twins;
  if (store.twins) greetMap();
  if (data.view) {
    if (data.part === "reader") store.send = send;
    adoptView(data);
    greetMap();
  }
  store.listeners.add(mount.listen);
  watchConnection();
  if (store.view && PARTS[data.part]) drawOnce(mount, data);
  return () => { store.listeners.delete(mount.listen); };
}

function mountOf(parent, part) {
  let mount = mounts.get(parent);
  if (!mount) {
    const root = h("div", { class: `part part-${part}` });
    parent.append(root);
    mount = { root, part, listen: (what) => update(mount, what) };
    mounts.set(parent, mount);
    if (part === "reader") listenForKeys();
  }
  return mount;
}

const versionKey = () => `${store.view.version}|${store.lang}|${store.asked}`;

// Draw again only if what is shown has changed, so that nothing flickers or loses its place.
function drawOnce(mount, data) {
  const own = OWN_DATA.has(mount.part) ? JSON.stringify({ ...data, view: null, texts: null }) : "";
  const key = versionKey() + own;
  if (mount.drawn === key) return;
  mount.drawn = key;
  mount.root.dir = store.dir;
  mount.root.lang = store.lang;
  PARTS[mount.part](mount.root);
}

function update(mount, what) {
  const { root, part } = mount;
  if (!store.view) return;
  if (what === "view") drawOnce(mount, root.data);
  else if (part === "reader" && what === "selected") openReader(root);
  else if (part === "ledger" && what === "selected") markSelected(root);
  else if (part === "ledger" && (what === "filters" || what === "cleared")) renderLedger(root);
  else if (part === "bar" && what === "filters") updateResult(root);
  else if (part === "bar" && what === "cleared") renderBar(root);
  else if (part === "pencil" && what === "drawn") renderPencil(root);
}

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
  const typing = "input, textarea, select, [contenteditable], [role=tab], [role=slider], [role=combobox]";
  window.convoyKeys = (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    if (event.composedPath()[0].closest?.(typing)) return;
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by) { event.preventDefault(); step(store.dir === "rtl" ? -by : by); }
    if (event.key === "Escape" && store.selected) select(null);
  };
  document.addEventListener("keydown", window.convoyKeys);
}
