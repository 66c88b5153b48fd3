// What a server answered to what a script sent. A page that comes with "200", such as the one to sign in, is no answer:
// something is saved, sent or done only where the answer says so in a word of its own.

export const SIGNED_OUT = 401;
// To be tried again, by whoever sent it.
const LATER = new Set([408, 429]);
const NOT_HERE = new Set(["signed_out", "old_token"]);

/**
 * @param {Response} response
 * @param {string[]} done what `state` says of something that was done
 * @returns {Promise<{status: number, body: object}>} below 300 only when it was done; 401 for whoever has to sign in
 */
export async function replyOf(response, done) {
  const isOurs = (response.headers.get("Content-Type") ?? "").includes("json");
  const body = isOurs ? ((await response.json()) ?? {}) : {};
  const { status } = response;
  if (NOT_HERE.has(body.state)) return { status: SIGNED_OUT, body };
  if (response.redirected || (status < 400 && !done.includes(body.state))) return { status: SIGNED_OUT, body: {} };
  if (!isOurs && status < 500 && !LATER.has(status)) return { status: SIGNED_OUT, body };
  return { status, body };
}
