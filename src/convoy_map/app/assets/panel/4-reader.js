// The pane beside the map: what was said, why it is here, what else it could be.
function renderReader(root) {
  const one = store.byId.get(store.selected);
  root.replaceChildren(...(one ? openItem(one) : welcome()));
  root.scrollTop = 0;
}

// On a narrow screen the reader is below the map: bring it up when something is opened.
function openReader(root) {
  renderReader(root);
  const stacked = window.matchMedia("(max-width: 640px)").matches;
  if (stacked && store.selected) root.scrollIntoView({ block: "start" });
}

function openItem(one) {
  const body = { waypoint: waypointBody, leg: legBody, alternative: alternativeBody }[one.kind];
  return [heading(one), ...body(one)];
}

function heading(one) {
  const journey = store.view.itineraries.find((i) => i.id === one.itinerary);
  const colour = journeyColour(one.itinerary);
  return h("header", { class: "head", style: { "--journey": colour } },
    h("div", { class: "head-line" },
      one.kind === "waypoint" && h("span", { class: `stop stop-${one.status}` }, String(one.sequence ?? "")),
      h("h2", { tabindex: "-1", dir: "auto" }, nameOf(one)),
      steps(one)),
    h("p", { class: "quiet" }, name(journey?.title ?? one.itinerary), " · ",
      one.kind === "waypoint" ? roleWords(one.role) : one.kind === "leg" ? t("the way between two stops") : t("another possibility")),
    h("p", { class: "chips" }, one.status && chip(statusWords(one.status), `status-${one.status}`),
      one.support && chip(supportWords(one.support), `support-${one.support}`),
      one.review === "unreviewed" && chip(t("not yet reviewed"), "warn"),
      one.review === "disputed" && chip(t("disputed"), "warn")));
}

function walkOrder() {
  return store.view.itineraries.flatMap((journey) => waypoints()
    .filter((one) => one.itinerary === journey.id && shown(one))
    .sort((x, y) => x.sequence - y.sequence));
}

function step(by) {
  const order = walkOrder();
  if (!order.length) return;
  const one = store.byId.get(store.selected);
  const anchor = one?.kind === "leg" ? (by > 0 ? one.from : one.to) : one?.id;
  const at = order.findIndex((w) => w.id === anchor);
  const next = at < 0 ? (by > 0 ? 0 : order.length - 1)
    : Math.min(Math.max(at + by, 0), order.length - 1);
  select(order[next].id);
}

function steps(one) {
  const order = walkOrder().filter((w) => w.itinerary === one.itinerary);
  const at = order.findIndex((w) => w.id === one.id);
  return h("div", { class: "steps", role: "group", "aria-label": t("Walk the route") },
    h("button", { type: "button", class: "icon", "aria-label": t("Previous stop"),
      title: t("Previous stop (left arrow)"), onclick: () => step(-1) }, store.dir === "rtl" ? "›" : "‹"),
    h("span", { class: "quiet", dir: "ltr" }, at < 0 ? "" : `${at + 1}/${order.length}`),
    h("button", { type: "button", class: "icon", "aria-label": t("Next stop"),
      title: t("Next stop (right arrow)"), onclick: () => step(1) }, store.dir === "rtl" ? "‹" : "›"),
    h("button", { type: "button", class: "icon", "aria-label": t("Close"),
      title: t("Close"), onclick: () => select(null) }, "×"));
}

function section(title, ...content) {
  return h("section", {}, h("h3", {}, title), ...content);
}

function waypointBody(one) {
  return [
    section(t("What was said"), quoteList(one)),
    section(t("When"), prose(timeWords(one.time))),
    section(t("Why here"), whyHere(one)),
    (one.candidates?.length || one.rejected?.length) && section(t("What else it could be"), candidateList(one)),
    section(t("How far it carries"), support(one)),
    section(t("Judgements"), judgementList(one)),
    judgeButtons(one),
  ].filter(Boolean);
}

function quoteList(one) {
  if (!one.quotes?.length) return prose(t("No words are quoted for this."), { class: "quiet" });
  return h("ol", { class: "quotes" }, one.quotes.map((quote, i) => quoteCard(quote, one, i)));
}

function quoteCard(quote, one, i) {
  const source = store.view.documents.find((d) => d.id === quote.source);
  const who = quote.witness ? name(quote.witness) : name(t("the report itself"));
  const where = [source?.title ?? quote.title, source?.publisher ?? quote.publisher, source?.published]
    .filter(Boolean).map((text) => `\u2068${text}\u2069`).join(" · ");
  const others = i < 12 ? otherQuotes(quote.source, one.id) : [];
  return h("li", { class: "quote", "data-quote": `${quote.source}:${quote.start}-${quote.end}` },
    h("p", { class: "who" }, h("strong", {}, who), " ", h("span", { class: "quiet" }, stanceWords(quote.stance))),
    i < 12 ? renderPassage(quote, others, (item) => select(item.id))
      : h("blockquote", { dir: "auto" }, quote.exact),
    h("p", { class: "source" }, where || t("an untitled source"), " ", h("code", { dir: "ltr" }, `${quote.source}:${quote.start}–${quote.end}`)));
}

const reasons = (one) => (one.why ?? []).map((line) => prose(line));

function whyHere(one) {
  const lines = [];
  if (one.relation) lines.push(prose(fill("The words say: {relation}", { relation: `\u2068${one.relation}\u2069` })));
  lines.push(...reasons(one));
  if (!one.drawn) lines.push(prose(t("Nothing says where it is, so it is not on the map. Its place in the order is kept.")));
  else if (one.coordinate_uncertainty_m) {
    lines.push(prose(fill("It lies within {distance} of the mark with 95 % if the words are true.",
      { distance: kilometres(one.coordinate_uncertainty_m) })));
  }
  if (one.p_place !== null && one.p_place !== undefined) {
    lines.push(h("p", {}, fill("Probability of this place: {p}", { p: percent(one.p_place) }), " ", probabilityBar(one.p_place)));
  }
  if (one.p_skipped) lines.push(prose(fill("Probability that the statement does not fit this journey: {p}", { p: percent(one.p_skipped) })));
  return h("div", {}, lines.length ? lines : prose(t("No reason is recorded."), { class: "quiet" }));
}

function candidateList(one) {
  const row = (c, rejected) => h("li", { class: rejected ? "rejected" : "" },
    h("div", { class: "candidate" },
      c.lon === null || c.lon === undefined ? h("span", {}, name(c.title ?? t("none of these")))
        : h("button", { type: "button", class: "link", onclick: () => toMap({ type: "go", lon: c.lon, lat: c.lat }) }, name(c.title ?? c.place_id)),
      rejected ? chip(t("ruled out")) : h("span", { class: "p" }, percent(c.p), probabilityBar(c.p))),
    c.why && prose(c.why, { class: "quiet" }));
  return h("ul", { class: "candidates" }, (one.candidates ?? []).map((c) => row(c, false)),
    (one.rejected ?? []).slice(0, 8).map((c) => row(c, true)));
}

function support(one) {
  const quotes = one.n_quotes ?? one.quotes?.length ?? 0;
  const parts = [counted("{n} quote", "{n} quotes", quotes), counted("{n} source", "{n} sources", one.n_sources ?? 0),
    counted("{n} witness", "{n} witnesses", one.n_witnesses ?? 0)];
  const origins = one.n_origins ?? 0;
  return h("div", {}, h("p", {}, parts.join(" · ")),
    h("p", { class: origins > 1 ? "" : "note" }, counted("{n} independent origin", "{n} independent origins", origins),
      (one.n_sources ?? 0) > origins && origins > 0 ? ` — ${t("copies of one report are not corroboration")}` : ""));
}

function judgementList(one) {
  const ids = one.judgements ?? [];
  if (!ids.length) return prose(t("Nobody has judged this yet."), { class: "quiet" });
  return h("ul", { class: "judgements" }, ids.map((id) => {
    const j = store.view.judgements[id];
    return j ? h("li", { dir: "auto" }, chip(verdictWords(j.verdict)), " ", name(j.by), ", ", h("span", { dir: "ltr" }, j.on), ": ", name(j.why))
      : h("li", {}, h("code", {}, id));
  }));
}

const verdictWords = (verdict) => ({ accept: t("accepted"), reject: t("rejected"), place: t("place chosen"), several: t("several kept open"),
  "not-place": t("place ruled out"), unlocatable: t("cannot be placed"), area: t("area drawn"),
  order: t("order given"), leg: t("way described"), mention: t("words added"), origin: t("origin given"),
  withdraw: t("withdrawn") }[verdict] ?? verdict);

function judgeButtons(one) {
  const quote = one.quotes?.[0];
  if (!quote) return null;
  const about = `${quote.source}:${quote.start}-${quote.end}`;
  return h("p", { class: "actions" }, h("button", { type: "button", class: "primary",
    onclick: () => store.send?.("judge", { about, item: one.id }) }, t("Judge this")));
}

function legBody(one) {
  const ends = [["from", t("Where it starts")], ["to", t("Where it ends")]];
  const speed = one.speed_kmh ? fill("{n} km/h", { n: leftToRight(`${Math.round(one.speed_kmh[0])}–${Math.round(one.speed_kmh[1])}`) }) : null;
  const travel = one.travel_time_s ? `${hours(one.travel_time_s[0])} – ${hours(one.travel_time_s[1])}` : null;
  const fact = (label, value) => value && h("div", { class: "fact" }, h("dt", {}, label), h("dd", {}, value));
  return [
    section(t("What it rests on"), prose(legWords(one)), ...reasons(one)),
    h("dl", { class: "facts" }, fact(t("Length"), one.length_m ? kilometres(one.length_m) : t("unknown")),
      fact(t("Speed the stated times imply"), speed), fact(t("Time the way would take"), travel),
      fact(t("Manner"), mannerWords(one.manner)),
      fact(t("Possible in the stated time"), one.feasible === true ? t("yes") : one.feasible === false ? t("no") : null)),
    one.quotes?.length ? section(t("What is said of the way"), quoteList(one)) : null,
    ...ends.map(([key, title]) => endSection(store.byId.get(one[key]), title)),
  ].filter(Boolean);
}

function legWords(one) {
  return { attested: t("The words speak of this way."),
    inferred: t("Nobody describes this way. It is the likeliest between the two stops."),
    gap: t("Nothing says how the journey went on from here.") }[one.support] ?? "";
}

function endSection(end, title) {
  if (!end) return null;
  return section(title, h("p", {}, h("button", { type: "button", class: "link", onclick: () => select(end.id) }, name(nameOf(end)))),
    quoteList(end));
}

function alternativeBody(one) {
  return [section(t("How likely"), h("p", {}, percent(one.p), " ", probabilityBar(one.p))),
    section(t("What separates it from the route shown"), prose(one.differs_by || t("No reason is recorded.")))];
}
