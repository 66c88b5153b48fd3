// Builds static/dist from src: `npm run build` once, `npm run watch` while working on scripts.
import * as esbuild from "esbuild";
import * as sass from "sass";
import rtlcss from "rtlcss";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(here, "src");
const out = path.join(here, "..", "static", "dist");

fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(out, { recursive: true });

// Every page has the first, pages for staff both.
for (const name of ["app", "desk"]) {
  const { css } = sass.compile(path.join(source, `${name}.scss`), {
    loadPaths: [path.join(here, "node_modules")],
    style: "compressed",
    quietDeps: true,
  });
  fs.writeFileSync(path.join(out, `${name}.css`), css);
  // govuk-frontend has no right-to-left styles of its own: mirror ours and theirs together.
  fs.writeFileSync(path.join(out, `${name}.rtl.css`), rtlcss.process(css));
}
fs.copyFileSync(path.join(source, "favicon.svg"), path.join(out, "favicon.svg"));

// The names in static/dist, which templates and Python use, and the sources they are built from.
const scripts = {
  app: "app.js",
  at_desk: "help/at_desk.js",
  claim: "claims/page.js",
  desk_keys: "staff/keys.js",
  help: "help/conversation.js",
  hours_curve: "estimates/hours_curve.js",
  journal: "journal/adding.js",
  shared_form: "help/sharing/adviser.js",
  sharing: "help/sharing/resident.js",
  speak: "core/speak.js",
  studio: "staff/studio.js",
  uploads: "core/uploads.js",
};
// Only for working with no connection: a browser older than these needs a connection, and nothing else changes for it.
const offlineScripts = {
  journal_offline: "journal/offline.js",
  journal_shell: "journal/shell.js",
  journal_worker: "journal/worker.js",
};
const shared = {
  outdir: out,
  bundle: true,
  format: "esm",
  minify: true,
  sourcemap: "linked",
  legalComments: "none",
  logLevel: "info",
};
for (const [entries, target] of [[scripts, "es2020"], [offlineScripts, "es2022"]]) {
  const entryPoints = Object.entries(entries).map(([name, script]) => ({ in: path.join(source, script), out: name }));
  const options = { ...shared, target, entryPoints };
  if (process.argv.includes("--watch")) await (await esbuild.context(options)).watch();
  else await esbuild.build(options);
}
