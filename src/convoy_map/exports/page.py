"""One HTML file with map and evidence that opens from disk and fetches nothing."""

from __future__ import annotations

import base64
import hashlib

from convoy_map.exports.drawing import draw_map, legend
from convoy_map.exports.markup import Content, Markup, el, text
from convoy_map.exports.profiles import make_sheet
from convoy_map.exports.sections import (
    alternative_section,
    contradiction_section,
    header,
    leg_section,
    source_section,
    waypoint_section,
    waypoint_table,
)
from convoy_map.exports.sheet import Sheet
from convoy_map.model import CaseResult

STYLE = """
:root{color-scheme:light;--ink:#1c1c1c;--quiet:#5a5a5a;--edge:#cfcac0;--paper:#fdfcf9}
body{margin:0 auto;max-width:76rem;padding:1rem;color:var(--ink);background:var(--paper);
 font:16px/1.5 system-ui,sans-serif;overflow-wrap:break-word}
.map{width:100%;height:auto;max-height:85vh;border:1px solid var(--edge);background:#f6f3ea;
 touch-action:pan-y}
.map.held{cursor:grabbing}
.map path{fill-rule:evenodd;vector-effect:non-scaling-stroke;stroke-linejoin:round}
.ground-lakes{fill:#c9dcea}.ground-rivers{fill:none;stroke:#8fb6d3;stroke-width:1.4}
.ground-roads{fill:none;stroke:#cfc4ae;stroke-width:1}
.ground-borders{fill:none;stroke:#8d8579;stroke-width:1.2;stroke-dasharray:7 3 1 3}
.corridor{fill-opacity:.08;stroke-opacity:.2}.area{fill-opacity:.07;stroke-opacity:.6}
.alternative{stroke-width:2;stroke-opacity:.7}.leg{stroke-width:3}
.stop{stroke-width:2}.number{font:700 10px system-ui,sans-serif;text-anchor:middle}
.label{font:12px system-ui,sans-serif;paint-order:stroke;stroke:#fdfcf9;stroke-width:3px}
.scale{fill:none;stroke:#333;stroke-width:1.5}
a:focus-visible .stop,a:hover .stop,a:hover .leg{stroke-width:5}
table{border-collapse:collapse;width:100%;margin:1rem 0;font-size:.92rem}
caption{text-align:start;font-weight:700}td:nth-child(2),td:nth-child(5){min-width:9rem}
th{white-space:nowrap}th,td{border-bottom:1px solid var(--edge);overflow-wrap:normal;
 padding:.3rem .5rem;text-align:start;vertical-align:top}
blockquote{margin:.4rem 0;padding:.3rem .8rem;border-inline-start:3px solid var(--edge)}
mark{background:#ffe9a8}.quiet,.source,.facts{color:var(--quiet)}.source{margin:.1rem 0 .8rem}
section{border-top:1px solid var(--edge);padding:.3rem 0}section:target{background:#fff4d6}
.chip{font-size:.78rem;border:1px solid;border-radius:.6rem;padding:0 .4rem}
.warn{color:#8a2f00}.note{color:#1f4a6c}.scroll{overflow-x:auto}
@media print{@page{margin:14mm}body{max-width:none;padding:0;font-size:10pt;background:#fff}
 a{color:inherit}section,tr{break-inside:avoid}h2,h3,caption{break-after:avoid}
 .map{max-height:16cm}.scroll{overflow:visible}table{font-size:8.5pt}
 td:nth-child(2),td:nth-child(5){min-width:0}th,td{padding:.2rem .3rem}}
"""

SCRIPT = """
const map=document.querySelector("svg.map");
if(map){const full=map.viewBox.baseVal,home=[full.x,full.y,full.width,full.height];
let box=[...home],held=null,moved=false;
const show=()=>map.setAttribute("viewBox",box.join(" "));
const at=e=>{const r=map.getBoundingClientRect();
return[box[0]+(e.clientX-r.left)/r.width*box[2],box[1]+(e.clientY-r.top)/r.height*box[3]]};
const zoom=(f,p)=>{const w=Math.min(home[2],Math.max(home[2]/60,box[2]*f));f=w/box[2];
box=[p[0]-(p[0]-box[0])*f,p[1]-(p[1]-box[1])*f,w,box[3]*f];show()};
map.addEventListener("wheel",e=>{if(!e.ctrlKey&&!e.metaKey)return;e.preventDefault();
zoom(e.deltaY>0?1.25:.8,at(e))},{passive:false});
map.addEventListener("dblclick",e=>{e.preventDefault();zoom(.5,at(e))});
map.addEventListener("pointerdown",e=>{held=at(e);moved=false});
addEventListener("pointermove",e=>{if(!held)return;const p=at(e);
if(Math.hypot(p[0]-held[0],p[1]-held[1])>box[2]/200){moved=true;map.classList.add("held")}
if(moved){box[0]+=held[0]-p[0];box[1]+=held[1]-p[1];show()}});
addEventListener("pointerup",()=>{held=null;map.classList.remove("held")});
map.addEventListener("click",e=>{if(moved)e.preventDefault()},true);
map.addEventListener("keydown",e=>{const c=[box[0]+box[2]/2,box[1]+box[3]/2];
if(e.key==="+")zoom(.8,c);if(e.key==="-")zoom(1.25,c);if(e.key==="0"){box=[...home];show()}})}
"""


def to_html(result: CaseResult, *, profile: str = "full") -> bytes:
    """Write map and evidence as one self-contained page.

    Nothing is fetched: a Content-Security-Policy in the page forbids it, and
    allows the one script and style in it by their hashes. Texts stand in it as
    escaped text only.
    """
    return page_bytes(make_sheet(result, profile))


def page_bytes(sheet: Sheet) -> bytes:
    """Write a sheet as the map page."""
    body = [
        header(sheet),
        draw_map(sheet),
        el("p", "Ctrl and the wheel, or a double click, zoom; dragging moves; +, - and 0 do so "
           "from the keyboard. A click on a mark goes to its words.", class_="quiet"),
        legend(),
        [el("div", waypoint_table(sheet, i), class_="scroll") for i in sheet.itineraries],
        el("h2", "What each place rests on"),
        waypoint_section(sheet),
        el("h2", "The way between them") if sheet.of("leg") else None,
        leg_section(sheet),
        alternative_section(sheet),
        contradiction_section(sheet),
        source_section(sheet),
    ]  # fmt: skip
    return html_document(sheet, body, script=SCRIPT)


def html_document(sheet: Sheet, body: Content, *, script: str = "") -> bytes:
    """Wrap a body into a document whose policy allows its own style and script only."""
    policy = (
        f"default-src 'none'; style-src '{_hash(STYLE)}'; "
        + (f"script-src '{_hash(script)}'; " if script else "")
        + "base-uri 'none'; form-action 'none'"
    )
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("meta", http_equiv="Content-Security-Policy", content=policy),
        el("meta", name="referrer", content="no-referrer"),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("title", sheet.case["title"]),
        Markup(f"<style>{STYLE}</style>"),
    )
    tail = Markup(f"<script>{script}</script>") if script else None
    page = el("html", head, el("body", el("main", text(body)), tail), lang="en")
    return f"<!DOCTYPE html>\n{page}\n".encode("utf-8", errors="replace")


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"
