// Where somebody is when a change takes that place away.

/**
 * After `change`, whoever was somewhere in `root` that is gone or hidden by now is at `place()`: the browser would put them at the
 * top of the page without a word. Whoever was elsewhere, or is still there, stays.
 */
export function keepFocus(root, place, change) {
  const was = document.activeElement;
  const isInside = root.contains(was);
  change();
  if (!isInside || canHoldFocus(was)) return;
  const next = place();
  next.tabIndex = -1;
  next.focus();
}

function canHoldFocus(element) {
  return element.isConnected && element.getClientRects().length > 0 && (element.tabIndex >= 0 || element.hasAttribute("tabindex"));
}
