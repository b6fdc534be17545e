// Drawing on the map: an area by clicking its corners, and live sketches of a
// wedge, a band or a ring while somebody edits a relation.
(() => {
  "use strict";
  const drawing = { corners: [], shape: null, tell: null, map: null };
  let sketchLayer = null;

  function start(map, on, tell) {
    drawing.map = map;
    drawing.tell = tell;
    map.off("click", addCorner);
    map.getContainer().classList.toggle("drawing", on);
    drawing.shape?.remove();
    drawing.corners = [];
    if (!on) return;
    drawing.shape = L.polygon([], { color: "#D55E00", weight: 2, fillOpacity: 0.15,
      interactive: false }).addTo(map);
    map.on("click", addCorner);
  }

  function addCorner({ latlng }) {
    drawing.corners.push([latlng.lat, latlng.lng]);
    drawing.shape.setLatLngs(drawing.corners);
    const round = (v) => Math.round(v * 1e5) / 1e5;
    drawing.tell({ type: "drawn",
      corners: drawing.corners.map(([lat, lon]) => [round(lon), round(lat)]) });
  }

  function sketch(map, { rings }) {
    sketchLayer?.remove();
    sketchLayer = null;
    if (!rings || rings.length === 0) return;
    const turned = rings.map((ring) => ring.map(([lon, lat]) => [lat, lon]));
    sketchLayer = L.polygon(turned, { color: "#D55E00", weight: 2, dashArray: "6 4",
      fillOpacity: 0.12, interactive: false }).addTo(map);
    map.flyToBounds(sketchLayer.getBounds().pad(0.3), { duration: 0.3 });
  }

  window.convoyPencil = { start, sketch };
})();
