// Builds static/dist from src: `npm run build` once, `npm run watch` while working on scripts.
import * as esbuild from "esbuild";
import * as sass from "sass";
import rtlcss from "rtlcss";
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, "..", "static", "dist");

fs.rmSync(out, { recursive: true, force: true });
fs.mkdirSync(out, { recursive: true });

const { css } = sass.compile(path.join(here, "src", "app.scss"), {
  loadPaths: [path.join(here, "node_modules")],
  style: "compressed",
  quietDeps: true,
});
fs.writeFileSync(path.join(out, "app.css"), css);
// govuk-frontend has no right-to-left styles of its own: mirror ours and theirs together.
fs.writeFileSync(path.join(out, "app.rtl.css"), rtlcss.process(css));
fs.copyFileSync(path.join(here, "src", "favicon.svg"), path.join(out, "favicon.svg"));

const scripts = [
  "app.js",
  "claim.js",
  "work.js",
  "journal.js",
  "journal_offline.js",
  "journal_shell.js",
  "journal_worker.js",
];
const options = {
  entryPoints: scripts.map((name) => path.join(here, "src", name)),
  outdir: out,
  bundle: true,
  format: "esm",
  minify: true,
  sourcemap: "linked",
  target: ["es2020"],
  legalComments: "none",
  logLevel: "info",
};
if (process.argv.includes("--watch")) await (await esbuild.context(options)).watch();
else await esbuild.build(options);
