// Elements from text. Nothing here, or after it, ever reads markup from a text.
function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "style") Object.entries(value).forEach(([k, v]) => element.style.setProperty(k, v));
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
  return element;
}

const name = (text) => h("bdi", {}, text);
const prose = (text, props = {}) => h("p", { dir: "auto", ...props }, text);
const kilometres = (m) => m >= 100000 ? fill("{n} km", { n: Math.round(m / 1000) })
  : m >= 1000 ? fill("{n} km", { n: (m / 1000).toFixed(1) }) : fill("{n} m", { n: Math.round(m) });
const leftToRight = (text) => store.dir === "rtl" ? `\u2066${text}\u2069` : text;
const percent = (p) => p > 0 && p < 0.01 ? "< 1 %" : `${Math.round(p * 100)} %`;
const hours = (s) => s >= 5400 ? fill("{n} h", { n: (s / 3600).toFixed(1) }) : fill("{n} min", { n: Math.round(s / 60) });
const mannerWords = (manner) => ({ main_road: t("on the main road"), minor_road: t("on a minor road"), track: t("on a track"),
  desert: t("across the desert"), on_foot: t("on foot") }[manner] ?? manner?.replaceAll("_", " "));

function journeyColour(id) {
  const at = store.view.itineraries.findIndex((one) => one.id === id);
  return store.colours[Math.max(0, at) % store.colours.length];
}

const statusWords = (status) => ({ travelled: t("travelled"), planned: t("planned, not travelled"),
  attempted: t("attempted"), reported: t("reported") }[status] ?? status ?? "");
const supportWords = (support) => ({ attested: t("attested"), inferred: t("inferred"),
  gap: t("gap: nothing is said"), unlocated: t("cannot be placed") }[support] ?? support ?? "");
const roleWords = (role) => ({ origin: t("start"), via: t("on the way"), destination: t("end"),
  planned: t("planned"), area: t("area"), dispersal: t("dispersal"), landmark: t("landmark"),
  context: t("context") }[role] ?? role ?? "");
const stanceWords = (stance) => ({ stated: t("says so"), heard: t("heard it"),
  planned: t("speaks of a plan"), negated: t("denies it"),
  hypothetical: t("supposes it") }[stance] ?? stance ?? "");

function nameOf(one, view = store.view) {
  if (one.kind === "leg") {
    const titleOf = (id) => (view === store.view ? store.byId.get(id)
      : view.items.find((other) => other.id === id))?.title ?? id;
    const from = titleOf(one.from), to = titleOf(one.to);
    return `\u2068${from}\u2069 ${store.dir === "rtl" ? "\u2190" : "\u2192"} \u2068${to}\u2069`;
  }
  if (one.kind === "alternative") return one.hypothesis;
  return one.title || one.relation || one.id;
}

function instant(iso) {
  if (!iso) return null;
  const when = new Date(iso);
  if (Number.isNaN(when.getTime())) return null;
  return new Intl.DateTimeFormat(store.lang, { dateStyle: "medium", timeStyle: "short",
    timeZone: store.view.case.timezone || "UTC" }).format(when);
}

function timeWords(time) {
  if (!time) return t("no time is stated");
  const from = instant(time.earliest ?? time.earliest_utc), to = instant(time.latest ?? time.latest_utc);
  const span = from && to ? (from === to ? from : `${from} – ${to}`)
    : from ? fill("not before {time}", { time: from })
    : to ? fill("not after {time}", { time: to }) : "";
  const told = time.text === "as judged" ? t("as judged") : time.text && `\u2068“${time.text}”\u2069`;
  return [told, span].filter(Boolean).join(" · ");
}

function probabilityBar(p) {
  return h("span", { class: "bar", role: "img", "aria-label": percent(p) },
    h("span", { class: "bar-full", style: { "inline-size": `${Math.round(p * 100)}%` } }));
}

function chip(text, kind = "") {
  return h("span", { class: `chip ${kind}` }, text);
}

// Plural forms come from the same catalogue, by their number.
function counted(one, many, n) {
  const forms = store.texts[`${one}\u0004plural`];
  if (!forms) return (n === 1 ? one : many).replace("{n}", n);
  const rule = new Intl.PluralRules(store.lang).select(n);
  const order = ["zero", "one", "two", "few", "many", "other"];
  return forms[Math.min(forms.length - 1, order.indexOf(rule))].replace("{n}", n);
}
