import assert from "node:assert/strict";
import test from "node:test";
import { tidyPostcode } from "../../../frontend/src/claims/postcodes.js";

for (const [typed, tidy] of [
  ["sw1a1aa", "SW1A 1AA"],
  [" m1  1ae ", "M1 1AE"],
  ["b33-8th", "B33 8TH"],
  ["dn55 1pt", "DN55 1PT"],
  ["SW1A 1AA", "SW1A 1AA"],
  ["SW1A", "SW1A"],
  ["1012 ab", "1012 ab"],
  ["D02 AF30", "D02 AF30"],
  ["", ""],
]) {
  test(`a postcode typed as “${typed}” reads “${tidy}”`, () => assert.equal(tidyPostcode(typed), tidy));
}
