// Bundles the page into one folder of static files:
//   node build.mjs FOLDER        (by default ../build/page)
// One script, one style sheet, no source from elsewhere at run time: the server sends them as they are.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const folder = resolve(process.argv[2] ?? join(here, "../build/page"));
await mkdir(folder, { recursive: true });

await build({
  absWorkingDir: here,
  entryPoints: { app: "src/main.tsx" },
  outdir: folder,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2021"],
  jsx: "automatic",
  jsxImportSource: "preact",
  legalComments: "none", // licenses.txt has them whole
  logLevel: "warning",
});
for (const name of ["index.html", "icon.svg"]) await copyFile(join(here, name), join(folder, name));

let licenses = "The page contains these packages.\n";
for (const name of ["preact", "uplot"]) {
  const home = join(here, "node_modules", name);
  const { version } = JSON.parse(await readFile(join(home, "package.json"), "utf8"));
  licenses += `\n---- ${name} ${version} ----\n\n${await readFile(join(home, "LICENSE"), "utf8")}`;
}
await writeFile(join(folder, "licenses.txt"), licenses);
