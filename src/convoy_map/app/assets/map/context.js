// The ground under the route: borders, water, roads and names of towns.
(() => {
  "use strict";
  const LIGHT = { border: "#6E675C", water: "#8FB8CF", road: "#B9A98C", minor: "#D5CBB8" };
  const DARK = { border: "#A79F92", water: "#37566A", road: "#665C4B", minor: "#453F36" };
  const kept = { group: null, paths: [], names: [], labels: null };

  function styleOf(kind, isArea, dark) {
    const colour = (dark ? DARK : LIGHT)[kind] ?? "#888888";
    const weight = { border: 1.6, water: 1.4, road: 1.5, minor: 0.8 }[kind] ?? 1;
    return { color: colour, weight, opacity: 0.95, dashArray: kind === "border" ? "7 3 1 3" : null,
      fill: isArea, fillColor: colour, fillOpacity: isArea ? 0.6 : 0, interactive: false };
  }

  function load(map, config, state) {
    if (!config.context) return;
    const east = config.bounds[1][1] > 180;
    fetch(config.context)
      .then((answer) => {
        if (!answer.ok) throw new Error(`context ${answer.status}`);
        return answer.json();
      })
      .then((content) => draw(map, content, state, east));
  }

  function draw(map, content, state, east) {
    map.createPane("ground").style.zIndex = 250;
    const renderer = L.canvas({ pane: "ground", padding: 0.4 });
    const turn = ([x, y]) => [y, east && x < 0 ? x + 360 : x];
    kept.group = L.layerGroup();
    for (const { kind, xy } of content.areas) {
      addPath(L.polygon(xy.map(turn), { renderer, pane: "ground" }), kind, true);
    }
    for (const { kind, xy } of content.lines) {
      addPath(L.polyline(xy.map(turn), { renderer, pane: "ground" }), kind, false);
    }
    kept.names = content.labels.map((label) => ({ ...label, at: turn([label.x, label.y]) }));
    kept.labels = L.layerGroup().addTo(map);
    map.createPane("names").style.zIndex = 450;
    map.getPane("names").style.pointerEvents = "none";
    map.on("moveend", () => placeNames(map, state));
    restyle(state);
    placeNames(map, state);
  }

  function addPath(path, kind, isArea) {
    kept.paths.push({ path, kind, isArea });
    kept.group.addLayer(path);
  }

  // Largest towns first; a name that would touch one already written is left out.
  function placeNames(map, state) {
    kept.labels.clearLayers();
    if (!state.show.names || !state.show.context) return;
    const taken = [];
    const view = map.getBounds();
    const least = [0, 0, 0, 0, 0, 0, 4, 3, 2, 1, 1, 0][Math.min(11, map.getZoom())];
    for (const name of kept.names) {
      if (name.r < least || !view.contains(name.at)) continue;
      const { x, y } = map.latLngToContainerPoint(name.at);
      const wide = 7 * name.t.length + 10;
      if (taken.some((b) => Math.abs(b.y - y) < 17 && x < b.x + b.wide && b.x < x + wide)) continue;
      taken.push({ x, y, wide });
      kept.labels.addLayer(nameMarker(name, state));
      if (taken.length > 60) break;
    }
  }

  function nameMarker(name, state) {
    const text = document.createElement("bdi");
    text.textContent = state.lang === "ar" && name.a ? name.a : name.t;
    const icon = L.divIcon({ className: "town", html: text, iconSize: null, iconAnchor: [-4, 8] });
    return L.marker(name.at, { icon, pane: "names", interactive: false, keyboard: false });
  }

  function restyle(state) {
    if (!kept.group) return;
    for (const { path, kind, isArea } of kept.paths) {
      path.setStyle(styleOf(kind, isArea, state.dark));
    }
    if (state.show.context) kept.group.addTo(state.map);
    else kept.group.remove();
    placeNames(state.map, state);
  }

  window.convoyContext = { load, restyle };
})();
