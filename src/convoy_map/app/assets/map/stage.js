// The map's own program: styles, selection, labels and the link to the page.
// It gets numbers from folium and texts from the page, which it writes as text only.
(() => {
  "use strict";
  const KIND = { waypoint: 0, area: 1, leg: 2, corridor: 3, alternative: 4 };
  const ATTESTED = 0, INFERRED = 1, GAP = 2;
  const TRAVELLED = 0, PLANNED = 1, ATTEMPTED = 2;
  const layers = new Map(); // n -> {layer, kind, props}
  const state = {
    map: null, config: null, selected: null, shown: null, dark: false, names: {}, legTexts: {},
    show: { corridors: true, areas: false, alternatives: false, context: true, names: true },
  };
  const hub = window.parent;
  const tell = (said) => {
    const detail = { ...said, stage: state.config.stage };
    hub.dispatchEvent(new hub.CustomEvent("convoy-map:from-map", { detail }));
  };

  const ink = () => (state.dark ? "#F2EFE8" : "#1F2428");
  const ground = () => (state.dark ? "#14181C" : "#FBFAF7");
  const colourOf = (p) => state.config.colours[p.i % state.config.colours.length];

  function legStyle(p) {
    const dash = p.t === PLANNED ? "14 6 2 6" : p.t === ATTEMPTED ? "3 7 10 7"
      : p.s === ATTESTED ? null : p.s === GAP ? "1 9" : "11 8";
    const chosen = state.selected === p.n;
    return {
      color: colourOf(p), dashArray: dash, lineCap: p.s === GAP ? "round" : "butt", fill: false,
      weight: (p.t !== TRAVELLED ? 2.5 : p.s === ATTESTED ? 4.5 : 3.5) + (chosen ? 3 : 0),
      opacity: p.t === TRAVELLED ? 0.95 : 0.85,
    };
  }

  function styleOf(kind, p) {
    const colour = colourOf(p);
    if (kind === KIND.leg) return legStyle(p);
    if (kind === KIND.corridor) {
      const inner = p.p <= 0.5;
      return { stroke: true, weight: inner ? 0.8 : 1, dashArray: inner ? null : "2 4",
        color: colour, opacity: 0.5, fillColor: colour, fillOpacity: inner ? 0.2 : 0.1 };
    }
    if (kind === KIND.area) {
      const stated = p.b === 0;
      return { color: ink(), weight: stated ? 1.6 : 1.2, dashArray: stated ? "5 4" : null,
        opacity: 0.85, fillColor: colour, fillOpacity: stated ? 0.05 : 0.3 };
    }
    if (kind === KIND.alternative) {
      return { color: ink(), weight: 2, dashArray: "1 5", lineCap: "round", opacity: 0.75,
        fill: false };
    }
    return { radius: 5, weight: 1.5, color: ground(), fillColor: colour, fillOpacity: 1 };
  }

  function badge(p) {
    const icon = document.createElement("span");
    icon.className = "stop stop-" + ["travelled", "planned", "attempted", "reported"][p.t];
    icon.style.setProperty("--journey", colourOf(p));
    icon.textContent = String(p.q || "");
    return L.divIcon({ className: "stop-box", html: icon, iconSize: [30, 30],
      iconAnchor: [15, 15] });
  }

  function point(feature, at) {
    return feature.properties.m
      ? L.circleMarker(at, { radius: 5 })
      : L.marker(at, { keyboard: true, riseOnHover: true, icon: L.divIcon() });
  }

  function each(feature, layer) {
    waiting.push({ props: feature.properties, layer });
  }
  const waiting = [];

  function adopt() {
    const order = [KIND.corridor, KIND.area, KIND.alternative, KIND.leg, KIND.waypoint];
    for (const { props, layer } of waiting) {
      const kind = props.k;
      layers.set(props.n, { layer, kind, props });
      if (kind === KIND.leg && props.t === TRAVELLED) travelled.add(props.i);
      layer.options.bubblingMouseEvents = false;
      if (layer.setIcon) {
        layer.setIcon(badge(props));
        layer.setZIndexOffset(props.t === TRAVELLED ? 500 : 0);
      } else layer.setStyle(styleOf(kind, props));
      layer.on("click", () => pick(props, kind));
      layer.on("add", () => describe(props.n));
      if (layer.setIcon) layer.on("keypress", (e) => onKey(e, props, kind));
    }
    order.forEach((kind) => forKind(kind, (one) => one.layer.bringToFront?.()));
  }

  const forKind = (kind, act) =>
    layers.forEach((one) => { if (one.kind === kind) act(one); });

  function pick(p, kind) {
    const n = kind === KIND.area && p.w >= 0 ? p.w : p.n;
    if (kind === KIND.corridor) return;
    select(n, false);
    tell({ type: "pick", n });
  }

  function onKey(event, p, kind) {
    const key = event.originalEvent.key;
    if (key === "Enter" || key === " ") pick(p, kind);
  }

  // Which journey is looked at: that of what is selected, else every journey that took place.
  const travelled = new Set();
  const focus = () => layers.get(state.selected)?.props.i ?? null;

  function isShown(one) {
    const { kind, props } = one;
    if (kind === KIND.corridor) {
      const near = focus() === null ? travelled.has(props.i) : focus() === props.i;
      if (!state.show.corridors || !near) return false;
    }
    if (kind === KIND.alternative && !state.show.alternatives) return false;
    if (kind === KIND.area && !state.show.areas && props.w !== state.selected) return false;
    if (state.shown === null) return true;
    if (kind === KIND.corridor || kind === KIND.alternative) return state.journeys.has(props.i);
    return state.shown.has(kind === KIND.area ? props.w : props.n);
  }

  function refresh() {
    layers.forEach((one) => {
      const wanted = isShown(one);
      if (wanted && !state.map.hasLayer(one.layer)) one.layer.addTo(state.map);
      if (!wanted && state.map.hasLayer(one.layer)) one.layer.remove();
      if (one.layer.setStyle) one.layer.setStyle(styleOf(one.kind, one.props));
    });
    forKind(KIND.leg, (one) => { if (state.map.hasLayer(one.layer)) one.layer.bringToFront(); });
    if (ring && state.map.hasLayer(ring)) ring.bringToFront();
    spread();
    dim();
  }

  // Journeys that took place come first, in their order, so that their stops move least.
  function spread() {
    const stops = [];
    forKind(KIND.waypoint, ({ layer, props }) => {
      if (layer.setIcon) stops.push({ layer, colour: colourOf(props), props });
    });
    stops.sort((a, b) => a.props.t - b.props.t || a.props.i - b.props.i || a.props.q - b.props.q);
    convoySpread.spread(state.map, stops);
  }

  let ring = null;
  function drawRing(one) {
    ring?.remove();
    ring = null;
    if (!one || !one.layer.getLatLng) return;
    ring = L.circleMarker(one.layer.getLatLng(), { radius: 20, weight: 4, color: ink(),
      fill: false, interactive: false, className: "ring" }).addTo(state.map);
  }

  function extentOf(n) {
    const box = L.latLngBounds([]);
    layers.forEach(({ layer, kind, props }) => {
      if (props.n === n) box.extend(layer.getLatLng ? layer.getLatLng() : layer.getBounds());
      if (kind === KIND.area && props.w === n) box.extend(layer.getBounds());
    });
    return box;
  }

  function select(n, move) {
    const before = state.selected;
    state.selected = n;
    const one = layers.get(n);
    restyle(before);
    restyle(n);
    raise(before, false);
    raise(n, true);
    showGround();
    dim();
    drawRing(one);
    if (move) bringIntoView(n);
    tell({ type: "ringed", n });
  }

  // Areas and corridors go with the selection; nothing else is touched, so nothing flickers.
  function showGround() {
    layers.forEach((other) => {
      if (other.kind !== KIND.area && other.kind !== KIND.corridor) return;
      const wanted = isShown(other), there = state.map.hasLayer(other.layer);
      if (wanted && !there) other.layer.addTo(state.map).bringToBack();
      if (!wanted && there) other.layer.remove();
    });
  }

  function dim() {
    const near = focus();
    layers.forEach(({ layer, kind, props }) => {
      const far = near !== null && props.i !== near;
      if (kind !== KIND.waypoint && kind !== KIND.leg) return;
      layer.getElement?.()?.classList.toggle("far", far);
      layer.getTooltip()?.getElement()?.classList.toggle("far", far);
    });
  }

  function raise(n, up) {
    const one = layers.get(n);
    one?.layer.setZIndexOffset?.(up ? 5000 : one.props.t === TRAVELLED ? 500 : 0);
  }

  function restyle(n) {
    const one = layers.get(n);
    if (one?.layer.setStyle) one.layer.setStyle(styleOf(one.kind, one.props));
  }

  function bringIntoView(n) {
    const box = extentOf(n);
    if (!box.isValid()) return;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const view = state.map.getBounds();
    if (view.pad(-0.05).contains(box)) return;
    const options = { padding: [50, 50], maxZoom: Math.max(state.map.getZoom(), 10),
      animate: !still, duration: 0.35 };
    state.map.flyToBounds(box.pad(0.4), options);
  }

  function describe(n) {
    const one = layers.get(n);
    const name = state.names[n];
    if (!one || name === undefined) return;
    const element = one.layer.getElement?.();
    if (element) {
      element.setAttribute("role", "button");
      element.setAttribute("aria-label", name);
      element.dir = "auto";
    }
    const text = state.legTexts[n];
    if (text && !one.layer.getTooltip()) {
      one.layer.bindTooltip(asText(text), { permanent: true, direction: "center",
        className: "way-text", pane: "ways" });
    } else if (!one.layer.getTooltip() && one.layer.setIcon) {
      one.layer.bindTooltip(asText(name), { direction: "top", offset: [0, -14],
        className: "stop-text" });
    }
  }

  function asText(text) {
    const span = document.createElement("bdi");
    span.textContent = text;
    return span;
  }

  function onMessage({ detail }) {
    const act = {
      view() {
        state.dark = detail.dark;
        const own = detail.stages[state.config.stage] ?? { names: {}, legTexts: {} };
        state.names = own.names;
        state.legTexts = own.legTexts;
        state.lang = detail.lang;
        document.documentElement.lang = detail.lang;
        document.body.classList.toggle("dark", detail.dark);
        layers.forEach((_, n) => describe(n));
        refresh();
        convoyContext.restyle(state);
      },
      select() { select(detail.n, detail.move); },
      filter() {
        state.shown = detail.shown === null ? null : new Set(detail.shown);
        state.journeys = new Set(detail.journeys);
        refresh();
      },
      show() {
        Object.assign(state.show, detail.show);
        refresh();
        convoyContext.restyle(state);
      },
      go() { state.map.flyTo([detail.lat, detail.lon], Math.max(11, state.map.getZoom())); },
      sketch() { convoyPencil.sketch(state.map, detail); },
      draw() { convoyPencil.start(state.map, detail.on, tell); },
      fit() { state.map.fitBounds(state.config.bounds, { padding: [30, 30] }); },
    }[detail.type];
    if ((detail.stage ?? state.config.stage) === state.config.stage) act?.();
  }

  function attach(map, config) {
    state.map = map;
    state.config = config;
    const resize = () => {
      map.getContainer().style.height = "100vh";
      map.invalidateSize();
      if (!state.begun && window.innerHeight > 100) begin();
    };
    window.addEventListener("resize", resize);
    L.control.scale({ imperial: false }).addTo(map);
    map.createPane("ways").style.zIndex = 550;
    map.attributionControl?.setPrefix(false);
    adopt();
    map.on("zoomend", spread);
    hub.addEventListener("convoy-map:to-map", onMessage);
    window.addEventListener("pagehide", () =>
      hub.removeEventListener("convoy-map:to-map", onMessage));
    window.convoyMap = map;
    resize();
  }

  // The frame gets its height a moment after it is made; before, nothing can be fitted into it.
  function begin() {
    state.begun = true;
    const { map, config } = state;
    map.fitBounds(config.bounds, { padding: [30, 30], maxZoom: 12, animate: false });
    refresh();
    convoyContext.load(map, config, state);
    tell({ type: "ready" });
  }

  window.convoyStage = { point, each, attach };
})();
