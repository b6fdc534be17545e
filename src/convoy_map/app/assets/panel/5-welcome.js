// The first minute: the question, how to read the map, three steps that can be dismissed.
function welcome() {
  const { title, question, stale } = store.view.case;
  const first = walkOrder()[0];
  return [
    h("header", { class: "head" }, h("h2", { dir: "auto", tabindex: "-1" }, question || title),
      stale ? h("p", { class: "note", role: "status" }, t("Judgements or sources changed since this result was built. Rebuild it on the Review page.")) : null),
    tour(),
    store.view.items.length === 0 ? prose(t("There is no route yet. Open the Review page, decide what the quotes mean, and build.")) : null,
    first ? h("p", { class: "actions" }, h("button", { type: "button", class: "primary", onclick: () => select(first.id) }, t("Walk the route"))) : null,
    section(t("The journeys in this case"), h("ul", { class: "journeys" }, store.view.itineraries.map(journeyLine))),
    section(t("How to read the map"), legend()),
  ].filter(Boolean);
}

function journeyLine(journey) {
  const stops = waypoints().filter((one) => one.itinerary === journey.id);
  const first = stops.sort((x, y) => x.sequence - y.sequence)[0];
  const swatch = h("span", { class: `line line-${journey.status}`, style: { "--journey": journeyColour(journey.id) } });
  const label = h("span", {}, h("strong", {}, name(journey.title)), " — ", statusWords(journey.status), ", ",
    counted("{n} stop", "{n} stops", stops.length));
  return h("li", {}, first ? h("button", { type: "button", class: "link row", onclick: () => select(first.id) }, swatch, label)
    : h("div", { class: "row" }, swatch, label));
}

function legend() {
  const line = (kind, text) => h("li", { class: "row" }, h("span", { class: `line ${kind}`, style: { "--journey": store.colours[0] } }), h("span", {}, text));
  const box = (kind, text) => h("li", { class: "row" }, h("span", { class: `box ${kind}`, style: { "--journey": store.colours[0] } }), h("span", {}, text));
  return h("ul", { class: "legend" },
    line("attested", t("solid: the words speak of this way")),
    line("inferred", t("dashed: worked out, nobody describes it")),
    line("gap", t("dotted: a gap, nothing is said")),
    line("line-planned", t("long and short dashes, hollow stops: planned or attempted, not travelled")),
    box("inner", t("dark band: the journey ran here with 50 %")),
    box("outer", t("pale band: the journey ran here with 90 %")),
    box("stated", t("dashed outline: the area the quote alone allows")),
    box("posterior", t("filled area: what is left of it when all the evidence is put together")));
}

const TOUR = [
  ["Click a numbered stop.", "The words it rests on open here, marked in their source."],
  ["Step along with the arrow keys.", "Left and right follow the journey from quote to quote."],
  ["Doubt it.", "“Question it” leaves out a witness and shows what moves. “Review” is where you decide what a quote means."],
];
const TOUR_SEEN = "convoy-map-tour";

function tour() {
  if (localStorage.getItem(TOUR_SEEN)) return null;
  let at = 0;
  const box = h("aside", { class: "tour", "aria-label": t("A first look") });
  const end = () => { localStorage.setItem(TOUR_SEEN, "1"); box.remove(); };
  const draw = () => box.replaceChildren(
    h("p", { class: "quiet" }, fill("Step {n} of 3", { n: at + 1 })),
    h("p", {}, h("strong", {}, t(TOUR[at][0])), " ", t(TOUR[at][1])),
    h("p", { class: "actions" },
      h("button", { type: "button", class: "primary", onclick: () => { at += 1; if (at === TOUR.length) end(); else draw(); } },
        at === TOUR.length - 1 ? t("Done") : t("Next")),
      at < TOUR.length - 1 && h("button", { type: "button", class: "link", onclick: end }, t("Skip"))));
  draw();
  return box;
}
