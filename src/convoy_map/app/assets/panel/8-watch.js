// Tells when the program behind the page is gone, and when it is back.
const GONE = new Set(["PINGING_SERVER", "DISCONNECTED_FOREVER", "INITIAL"]);
const PATIENCE_MS = 1200;

function watchConnection() {
  const app = document.querySelector("[data-test-connection-state]");
  if (!app || store.watching?.app === app) return;
  store.watching?.observer.disconnect();
  const observer = new MutationObserver(() => heed(app));
  observer.observe(app, { attributes: true, attributeFilter: ["data-test-connection-state"] });
  store.watching = { app, observer };
  window.addEventListener("offline", () => heed(app));
  heed(app);
}

function heed(app) {
  clearTimeout(store.watching.later);
  if (!GONE.has(app.dataset.testConnectionState)) { noticeOf()?.remove(); return; }
  store.watching.later = setTimeout(tellGone, PATIENCE_MS);
}

const noticeOf = () => document.getElementById("convoy-map-gone");

function tellGone() {
  if (noticeOf()) return;
  const style = { position: "fixed", "inset-inline": "0", "inset-block-end": "0", "z-index": "999999",
    padding: ".8rem 1.4rem", background: "#7A1F0B", color: "#FFFFFF", font: "1rem/1.5 system-ui, sans-serif" };
  document.body.append(h("div", { id: "convoy-map-gone", role: "alert", dir: store.dir, lang: store.lang, style },
    h("strong", {}, t("The program behind this page does not answer.")), " ",
    t("What was recorded is safe in route.yaml, and what you typed stays here. Start the program again (convoy-map app); this page then goes on by itself.")));
}
