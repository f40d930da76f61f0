// Prints the licence texts of the packages that really are in the bundle, by name.

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";

const meta = JSON.parse(readFileSync(process.argv[2], "utf-8"));
const used = new Set();
for (const [output, { inputs }] of Object.entries(meta.outputs)) {
  for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
    const found = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found && (bytesInOutput > 0 || output.endsWith(".css"))) used.add(found[1]);
  }
}
console.log("The page's board.js and board.css hold code of these packages, under their own licences.\n");
for (const name of [...used].sort()) {
  const folder = join("node_modules", name);
  const about = JSON.parse(readFileSync(join(folder, "package.json"), "utf-8"));
  console.log(`${"=".repeat(78)}\n${name} ${about.version} (${about.license})\n`);
  for (const file of readdirSync(folder).filter((one) => /^(licen[cs]e|notice)/i.test(one)).sort()) {
    if (statSync(join(folder, file)).isFile()) console.log(`${readFileSync(join(folder, file), "utf-8").trim()}\n`);
  }
}
