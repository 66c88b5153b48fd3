// Live status: asks the same page again until the work is done. Without JavaScript the page refreshes itself.
import { isLeaving } from "./leaving.js";

const LONGEST_WAIT = 10000;

async function refresh(region) {
  const response = await fetch(region.dataset.liveUrl || window.location.href, {
    credentials: "same-origin",
    headers: { "X-Fragment": "live-status" },
  });
  if (!response.ok) throw new Error(`live status: ${response.status}`);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  return page.querySelector("[data-live-status]");
}

function poll(region, wait) {
  setTimeout(async () => {
    let next = null;
    try {
      next = await refresh(region);
    } catch {
      // No connection, or the server is restarting: the words on the page stay true, so ask again later.
      return poll(region, Math.min(wait * 2, LONGEST_WAIT));
    }
    // An answer without the fragment has nothing more to tell: show the finished page.
    if (!next || next.dataset.liveDone === "true") {
      if (isLeaving()) return poll(region, LONGEST_WAIT);
      return window.location.replace(next?.dataset.liveNext || window.location.href);
    }
    const text = region.querySelector("[data-live-text]");
    const newText = next.querySelector("[data-live-text]");
    if (text && newText && text.textContent !== newText.textContent) text.textContent = newText.textContent;
    poll(region, Math.min(wait * 1.25, LONGEST_WAIT));
  }, wait);
}

export function startLiveStatus() {
  for (const region of document.querySelectorAll("[data-live-status]")) {
    if (region.dataset.liveDone !== "true") poll(region, Number(region.dataset.liveInterval) || 1000);
  }
}
