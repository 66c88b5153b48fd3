// What the adviser saved, on the resident's page. The resident's typing wins: an answer that comes for a box in which they type is
// not put there, and theirs is saved over it.

/**
 * @param {object} answer {question, row, raw, revision} from the server
 * @param {object} page {queue, typing, row, read(question), write(question, raw), setBase(question, revision)};
 *   read gives undefined for a question that is not on the page
 * @returns {"put"|"kept"|"later"|"known"|"elsewhere"} what became of it
 */
export function takeAnswer({ question, row, raw, revision }, page) {
  const { queue, typing } = page;
  const mine = page.read(question);
  if (row !== page.row || mine === undefined) return "elsewhere";
  if ((queue.bases[question] ?? 0) >= revision) return "known";
  if (typing.isComposing(question)) return "later";
  const isMine = typing.isIn(question) || queue.isUnsaved(question);
  const isSame = JSON.stringify(mine) === JSON.stringify(raw);
  queue.conflicts.delete(question);
  queue.bases[question] = revision;
  page.setBase(question, revision);
  if (isSame) return "known";
  if (isMine) {
    queue.change(question, mine, { soon: true });
    return "kept";
  }
  page.write(question, raw);
  return "put";
}
