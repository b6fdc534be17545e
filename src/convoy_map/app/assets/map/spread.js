// Stops that would cover each other stand side by side, each with a line to where it is.
(() => {
  "use strict";
  const APART_PX = 25, RINGS = [26, 46, 66], BEARINGS = 12;
  const lines = new Map(); // stop's layer -> its line
  const moved = new Map(); // stop's layer -> [dx, dy]

  function free(x, y, placed) {
    return placed.every(([a, b]) => Math.hypot(a - x, b - y) >= APART_PX);
  }

  // Away from the others first: the first free spot on the narrowest ring, starting outwards.
  function spot(at, placed, middle) {
    if (free(at.x, at.y, placed)) return [0, 0];
    const out = Math.atan2(at.y - middle.y, at.x - middle.x);
    for (const radius of RINGS) {
      for (let k = 0; k < BEARINGS; k += 1) {
        const turn = (k % 2 ? 1 : -1) * Math.ceil(k / 2) * ((2 * Math.PI) / BEARINGS);
        const dx = Math.round(radius * Math.cos(out + turn));
        const dy = Math.round(radius * Math.sin(out + turn));
        if (free(at.x + dx, at.y + dy, placed)) return [dx, dy];
      }
    }
    return [0, 0];
  }

  function middleOf(points) {
    const sum = points.reduce(([x, y], p) => [x + p.x, y + p.y], [0, 0]);
    return { x: sum[0] / points.length - 0.5, y: sum[1] / points.length + 0.5 };
  }

  function move(map, layer, [dx, dy], colour) {
    const icon = layer.getElement();
    icon.style.marginLeft = `${dx - 15}px`;
    icon.style.marginTop = `${dy - 15}px`;
    lines.get(layer)?.remove();
    lines.delete(layer);
    moved.set(layer, [dx, dy]);
    if (!dx && !dy) return;
    const at = layer.getLatLng();
    const to = map.layerPointToLatLng(map.latLngToLayerPoint(at).add([dx, dy]));
    lines.set(layer, L.polyline([at, to], { color: colour, weight: 1.5, opacity: 0.9,
      interactive: false, className: "leader" }).addTo(map));
  }

  // ``stops`` are layers with their colour, the most important first.
  function spread(map, stops) {
    const shown = stops.filter(({ layer }) => map.hasLayer(layer) && layer.getElement());
    for (const [layer, line] of lines) if (!map.hasLayer(layer)) { line.remove(); lines.delete(layer); }
    const points = shown.map(({ layer }) => map.latLngToLayerPoint(layer.getLatLng()));
    const placed = [];
    shown.forEach(({ layer, colour }, i) => {
      const near = points.filter((p) => p.distanceTo(points[i]) < 4 * APART_PX);
      const by = spot(points[i], placed, middleOf(near));
      placed.push([points[i].x + by[0], points[i].y + by[1]]);
      move(map, layer, by, colour);
    });
  }

  const shiftOf = (layer) => moved.get(layer) ?? [0, 0];
  window.convoySpread = { spread, shiftOf };
})();
