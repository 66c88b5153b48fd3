// Browser copy of core/rules/merging.py: two people changed one text. Both run the same case file (tests/core/cases/merging.json), so a
// change here needs the same change there.

const MOST_STEPS = 200;
const UNSPACED = /[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u2E80-\u9FFF\uF900-\uFAFF\u{20000}-\u{3FFFF}]/u;
const MARK = /\p{M}/u;
const isSpace = (text) => /^\s+$/u.test(text);
const isWord = (letter) => /[\p{L}\p{M}\p{N}_]/u.test(letter) && !UNSPACED.test(letter);

/** A text in pieces: each word, each space, each sign by itself. */
export function wordsOf(text) {
  const found = [];
  let inWord = false;
  for (const letter of text) {
    const last = found.length - 1;
    if (last >= 0 && !isSpace(found[last]) && MARK.test(letter)) {
      found[last] += letter;
      continue;
    }
    const word = isWord(letter);
    if (word && inWord) found[last] += letter;
    else found.push(letter);
    inWord = word;
  }
  return found;
}

/** Pairs of places of what is in both, in order (Myers 1986); none when they differ too much. */
function keptIn(before, after) {
  const reach = new Map([[1, 0]]);
  const history = [];
  const most = Math.min(before.length + after.length, MOST_STEPS);
  for (let steps = 0; steps <= most; steps += 1) {
    history.push(new Map(reach));
    for (let diagonal = -steps; diagonal <= steps; diagonal += 2) {
      let x = reach.get(from(reach, steps, diagonal)) + (from(reach, steps, diagonal) < diagonal ? 1 : 0);
      while (x < before.length && x - diagonal < after.length && before[x] === after[x - diagonal]) x += 1;
      reach.set(diagonal, x);
      if (x >= before.length && x - diagonal >= after.length) return walkedBack(history, x, x - diagonal);
    }
  }
  return [];
}

/** The diagonal from which a step comes to this one: from above it adds, from below it removes. */
function from(reach, steps, diagonal) {
  const adds = diagonal === -steps || (diagonal !== steps && reach.get(diagonal - 1) < reach.get(diagonal + 1));
  return adds ? diagonal + 1 : diagonal - 1;
}

function walkedBack(history, x, y) {
  const pairs = [];
  for (let steps = history.length - 1; steps >= 0; steps -= 1) {
    const before = from(history[steps], steps, x - y);
    const fromX = history[steps].get(before);
    const fromY = fromX - before;
    while (x > Math.max(fromX, 0) && y > Math.max(fromY, 0)) pairs.push([(x -= 1), (y -= 1)]);
    [x, y] = [fromX, fromY];
  }
  return pairs.reverse();
}

/** @returns {{start: number, end: number, words: string[]}[]} what was changed, from left to right */
export function changesBetween(before, after) {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < most - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  const middle = before.slice(start, before.length - end);
  const fresh = after.slice(start, after.length - end);
  const kept = middle.length && fresh.length ? keptIn(middle, fresh) : [];
  const changes = [];
  let at = 0;
  let atFresh = 0;
  for (const [place, placeFresh] of [...kept, [middle.length, fresh.length]]) {
    if (place > at || placeFresh > atFresh) {
      changes.push({ start: start + at, end: start + place, words: fresh.slice(atFresh, placeFresh) });
    }
    [at, atFresh] = [place + 1, placeFresh + 1];
  }
  return inOneBreath(changes, before);
}

function inOneBreath(changes, before) {
  const found = [];
  for (const change of changes) {
    const last = found[found.length - 1];
    const between = last ? before.slice(last.end, change.start) : [];
    if (last && last.end > last.start && change.end > change.start && isSpace(between.join(""))) {
      found[found.length - 1] = { start: last.start, end: change.end, words: [...last.words, ...between, ...change.words] };
    } else {
      found.push(change);
    }
  }
  return found;
}

function addedAt(place, changes) {
  const order = (change) => (change.end > change.start ? "1" : "0") + change.words.join("");
  const there = changes.flat().filter((change) => change.start === place && change.words.length > 0);
  there.sort((one, other) => (order(one) < order(other) ? -1 : 1));
  if (there.length > 1 && JSON.stringify(there[0]) === JSON.stringify(there[1])) there.pop();
  return there.map((change) => change.words);
}

function append(found, words, apart) {
  const last = [...(found[found.length - 1] ?? "")].pop() ?? "";
  const meets = isWord([...words[0]][0]) && last !== "" && !isSpace(last);
  if (meets && (isWord(last) || (apart && !UNSPACED.test(last)))) found.push(" ");
  found.push(...words);
}

/** The text that `base` becomes when somebody made `one` of it and somebody else `other`; both orders give the same. */
export function mergeTexts(base, one, other) {
  const words = wordsOf(base);
  const changes = [one, other].map((text) => changesBetween(words, wordsOf(text)));
  const gone = new Set();
  for (const { start, end } of changes.flat()) for (let place = start; place < end; place += 1) gone.add(place);
  const found = [];
  for (let place = 0; place <= words.length; place += 1) {
    addedAt(place, changes).forEach((added, number) => append(found, added, number > 0));
    if (place < words.length && !gone.has(place)) append(found, [words[place]], false);
  }
  return found.join("");
}

/** Where a place in one text is in another that was made of it: between the same words, if they are there still. */
export function placeAfter(before, after, at) {
  const words = wordsOf(before);
  const offsets = [0];
  for (const word of words) offsets.push(offsets[offsets.length - 1] + word.length);
  let moved = 0;
  for (const change of changesBetween(words, wordsOf(after))) {
    const [start, end] = [offsets[change.start], offsets[change.end]];
    const long = change.words.join("").length;
    if (at <= start) break;
    if (at < end) return start + moved + Math.min(at - start, long);
    moved += long - (end - start);
  }
  return at + moved;
}
