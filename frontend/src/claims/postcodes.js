// A postcode as it is written on letters, as soon as somebody leaves the box; the server cleans it again, and reads more
// (core/rules/postcodes.py).
const SHAPE = /^([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][A-Z]{2})$/;

/**
 * @param {string} text as typed or pasted
 * @returns {string} "AB1 2DE"; anything that has not that shape as it is
 */
export function tidyPostcode(text) {
  const match = SHAPE.exec(text.replace(/[\s.,-]/g, "").toUpperCase());
  return match ? `${match[1]} ${match[2]}` : text;
}
