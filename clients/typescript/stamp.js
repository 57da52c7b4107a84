/** Notes in lib which sources it was built from, so that a lib left behind by a change shows. */

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";

const files = readdirSync("src").sort();
const digest = createHash("sha256");
for (const file of files) digest.update(readFileSync(`src/${file}`));
writeFileSync("lib/sources.sha256", `${digest.digest("hex")}\n`);
