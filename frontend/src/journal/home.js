// On an iPhone, what a site keeps goes after seven days without a visit, unless the site is on the home screen.
// Only its browsers have `standalone`: false in a tab, true for what is opened from the home screen.

/** What the bar says besides while entries wait: the words, or none where the device keeps them anyway. */
export const adviceToKeep = (device, words) => (device.standalone === false ? [words] : []);
