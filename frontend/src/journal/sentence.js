// The browser's copy of jobjournal/rules/sentences.py, held to the same cases (tests/jobjournal/cases/sentences.json).

const SPOKEN_WITH_VOWEL = "AEFHILMNORSX";
const SAID_AS_WORDS = ["LAMDA", "LEGO", "LIDL", "NASA", "NATO", "NEBOSH", "RADA", "ROSPA", "SAP", "SIM", "SPAR", "STEM"];
const SPELT_OUT = ["mot", "sia", "ecdl", "iosh"];
const SILENT_H = /^(hour|honest|honou?r|heir)/;
const CONSONANT_SOUND = /^(eu|ewe|uni(?![nmd])|us(?:e|ual|ing|able)|uti|uk|ubi|ura|once(?![\p{L}\p{N}_])|one(?![\p{L}\p{N}_]))/u;
const EIGHT = /^(8|1[18](?!\d))/;
const SMALL_WORDS = (
  "a an and at because for from he her his how in it its my no on our she some that the their there they this to we " +
  "what when where who with"
).split(" ");
const MONTHS = "January February March April May June July August September October November December".split(" ");
const WEEKDAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const UNSEEN = /[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

function articleFor(words) {
  const first = (words.match(/^[\p{L}\p{N}]+/u) || [words.slice(0, 1)])[0];
  if (/^[0-9]+$/.test(first)) return EIGHT.test(first) ? "an" : "a";
  const shouted = words === words.toUpperCase() && words !== words.toLowerCase() && words.includes(" ");
  if (isSpeltOut(first, shouted)) return SPOKEN_WITH_VOWEL.includes(first[0].toUpperCase()) ? "an" : "a";
  const small = first.toLowerCase();
  if (SILENT_H.test(small)) return "an";
  if (CONSONANT_SOUND.test(small)) return "a";
  return /^[aeiou]/.test(small.normalize("NFD")) ? "an" : "a";
}

function isSpeltOut(word, shouted) {
  if (!/^[A-Za-z]{1,5}$/.test(word)) return false;
  if (SPELT_OUT.includes(word.toLowerCase()) || !/[aeiouy]/i.test(word)) return true;
  return word === word.toUpperCase() && !shouted && !SAID_AS_WORDS.includes(word);
}

function oneSpace(text) {
  return text.split(/\s+/).filter(Boolean).join(" ");
}

function tidy(raw) {
  const text = String(raw).replace(UNSEEN, " ").replace(/[{[]/g, "(").replace(/[}\]]/g, ")");
  const short = Array.from(oneSpace(text)).slice(0, 200).join("");
  return short.replace(/^[\s.,;:!?…]+/, "").replace(/[\s.,;:!?…]+$/, "");
}

function numberWords(raw) {
  const text = String(raw).trim().replace(/,/g, "");
  if (!/^[0-9]{1,5}(\.[0-9]{1,2})?$/.test(text)) return "";
  const [whole, rest = ""] = text.split(".");
  const decimals = rest.replace(/0+$/, "");
  return String(Number(whole)) + (decimals ? `.${decimals}` : "");
}

function durationWords(raw) {
  const text = String(raw).trim();
  const minutes = /^[0-9]{1,3}$/.test(text) && Number(text) <= 900 ? Number(text) : 0;
  const parts = [[Math.floor(minutes / 60), "hour"], [minutes % 60, "minute"]];
  return parts.filter(([n]) => n).map(([n, word]) => `${n} ${word}${n === 1 ? "" : "s"}`).join(" ");
}

function dayWords(raw, withWeekday) {
  const found = String(raw).match(/^([0-9]{4})-([0-9]{2})-([0-9]{2})$/);
  if (!found) return "";
  const day = new Date(Date.UTC(found[1], found[2] - 1, found[3]));
  if (day.getUTCMonth() !== found[2] - 1) return "";
  const words = `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]}`;
  return withWeekday ? `${WEEKDAYS[day.getUTCDay()]} ${words}` : words;
}

function timeWords(raw) {
  const found = String(raw).trim().toLowerCase().match(/^([0-9]{1,2})(?:[:.]?([0-9]{2}))?\s*(am|pm)?$/);
  const most = found && found[3] ? 12 : 23;
  if (!found || (!found[2] && !found[3]) || Number(found[2] || 0) > 59 || Number(found[1]) > most) return tidy(raw);
  if (found[3] && Number(found[1]) === 0) return tidy(raw);
  let hour = Number(found[1]);
  if (found[3]) hour = (hour % 12) + (found[3] === "pm" ? 12 : 0);
  const minute = Number(found[2] || 0);
  if (!minute && hour % 12 === 0) return hour ? "midday" : "midnight";
  return `${((hour + 11) % 12) + 1}${minute ? `:${String(minute).padStart(2, "0")}` : ""}${hour < 12 ? "am" : "pm"}`;
}

export function shown(kind, raw) {
  const readers = {
    number: numberWords,
    minutes: durationWords,
    date: (value) => dayWords(value, true),
    day: (value) => dayWords(value, false),
    time: timeWords,
  };
  return raw === undefined || raw === null ? "" : (readers[kind] || tidy)(raw);
}

function partsOf(piece) {
  return piece.split(/\{([^{}]*)\}/).map((inside, index) => {
    if (index % 2 === 0) return inside;
    const [before, after] = inside.split(":");
    if (after === undefined) return { name: before };
    if (!after.includes("|")) return { name: after, article: true };
    const [one, many] = after.split("|");
    return { name: before, one, many };
  }).filter((part) => part !== "");
}

function plain(text) {
  return text.toLowerCase().split(/[^\p{L}\p{N}_'’]+/u).filter(Boolean);
}

const same = (left, right) => left.length === right.length && left.every((word, index) => word === right[index]);

function fitted(words, before, after) {
  let said = plain(before);
  const follows = plain(after);
  const last = said[said.length - 1];
  if (last === "will" && said[said.length - 2] === "i") words = words.replace(/^(i[’']ll|to) (?=\S)/i, "");
  if (["the", "a", "an", "my"].includes(last)) words = words.replace(/^(the|an?|my) (?=\S)/i, "");
  if (/[.,]\s*$/.test(before)) said = [];
  for (const count of [3, 2, 1]) {
    const spoken = words.split(" ");
    if (spoken.length > count && same(plain(spoken.slice(0, count).join(" ")), said.slice(-count))) {
      words = spoken.slice(count).join(" ");
    }
  }
  const spoken = words.split(" ");
  const bare = (word) => word.toLowerCase().replace(/s+$/, "");
  if (spoken.length > 1 && /^\s[\p{L}\p{N}_]/u.test(after) && bare(spoken[spoken.length - 1]) === bare(follows[0])) {
    words = spoken.slice(0, -1).join(" ");
  }
  return words;
}

function small(words) {
  const first = words.split(" ")[0];
  const lowered = SMALL_WORDS.includes(first.toLowerCase()) && first.slice(1) === first.slice(1).toLowerCase();
  return lowered ? words.slice(0, 1).toLowerCase() + words.slice(1) : words;
}

function filled(part, types, values, before, after) {
  const kind = types[part.name] || "text";
  const raw = values[part.name];
  if (part.one) {
    const number = shown("number", raw);
    return { 0: `no ${part.many}`, 1: `1 ${part.one}` }[number] || `${number} ${part.many}`;
  }
  let words = shown(kind, raw);
  if (kind === "text" || kind === "choice") {
    words = fitted(words, before, after);
    const starts = !before || before.endsWith(". ");
    words = starts ? words.slice(0, 1).toUpperCase() + words.slice(1) : small(words);
  }
  if (!part.article) return words;
  words = words.replace(/^an? (?=\S)/i, "");
  if (/^(the|my|our|their|his|her|one|another|some) /.test(words)) return words;
  return `${articleFor(words)} ${words}`;
}

// The sentence, with `gap` where a needed answer is still missing.
export function buildSentence({ text, types }, values, gap = "____") {
  const isEmpty = (part) => !shown(types[part.name] || "text", values[part.name]);
  const said = text.split(/\[\[|\]\]/).flatMap((piece, index) => {
    const parts = partsOf(piece);
    return index % 2 && parts.some((part) => part.name && isEmpty(part)) ? [] : parts;
  });
  let out = "";
  said.forEach((part, index) => {
    const next = said[index + 1];
    if (typeof part === "string") out += part;
    else out += isEmpty(part) ? gap : filled(part, types, values, out, typeof next === "string" ? next : "");
  });
  out = oneSpace(out).replace(/ +([.,])/g, "$1").replace(/\.+$/, "") + ".";
  return out.slice(0, 1).toUpperCase() + out.slice(1);
}
