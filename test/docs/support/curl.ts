/** What the tutorials use of curl, for machines that lack it: -s, -i, -o, -w with %{http_code}, -X, -H and -d. */
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    silent: { type: "boolean", short: "s" },
    include: { type: "boolean", short: "i" },
    output: { type: "string", short: "o" },
    "write-out": { type: "string", short: "w" },
    request: { type: "string", short: "X" },
    header: { type: "string", short: "H", multiple: true },
    data: { type: "string", short: "d" },
  },
});
const headers = new Headers();
for (const header of values.header ?? []) {
  const colon = header.indexOf(":");
  headers.append(header.slice(0, colon), header.slice(colon + 1).trim());
}
const response = await fetch(positionals[0] ?? "", {
  method: values.request ?? (values.data === undefined ? "GET" : "POST"),
  headers,
  ...(values.data === undefined ? {} : { body: values.data }),
});
const lines = [...response.headers].map(([name, value]) => `${name}: ${value}\r\n`).join("");
const head = values.include ? `HTTP/1.1 ${response.status}\r\n${lines}\r\n` : "";
const text = head + (await response.text());
if (values.output === undefined) process.stdout.write(text);
else writeFileSync(values.output, text);
process.stdout.write(
  (values["write-out"] ?? "").replaceAll("%{http_code}", String(response.status)).replaceAll("\\n", "\n"),
);
