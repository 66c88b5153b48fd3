// Markup as the socket sends it: whole, or only the lines of it that are others than in what was sent before.

/** @param {string|undefined} before what this screen was sent last  @param {string|{lines: [number, string][]}} sent */
export function withLines(before, sent) {
  if (typeof sent === "string") return sent;
  const lines = before.split("\n");
  for (const [number, line] of sent.lines) lines[number] = line;
  return lines.join("\n");
}
