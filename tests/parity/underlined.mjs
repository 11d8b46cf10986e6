// Asks the YAML language server what it underlines in files, as an editor would.
// usage: node underlined.mjs SERVER SCHEMA FILE...
// prints one JSON object: file -> [[line, column], ...], counted from 1, in order.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [server, schema, ...files] = process.argv.slice(2);
const child = spawn(process.execPath, [server, "--stdio"], { stdio: ["pipe", "pipe", "inherit"] });
const settings = {
  yaml: { schemas: { [pathToFileURL(resolve(schema)).href]: ["*.yaml"] }, schemaStore: { enable: false }, validate: true },
};
const wanted = new Map(files.map((file) => [pathToFileURL(resolve(file)).href, file]));
const found = {};
let waiting = wanted.size;
let buffer = Buffer.alloc(0);

function send(message) {
  const text = JSON.stringify({ jsonrpc: "2.0", ...message });
  child.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
}

function receive(message) {
  if (message.id === 1 && message.result) {
    send({ method: "initialized", params: {} });
    send({ method: "workspace/didChangeConfiguration", params: { settings } });
    for (const [uri, file] of wanted) {
      const text = readFileSync(file, "utf8");
      send({ method: "textDocument/didOpen", params: { textDocument: { uri, languageId: "yaml", version: 1, text } } });
    }
  } else if (message.method === "workspace/configuration") {
    send({ id: message.id, result: message.params.items.map((item) => settings[item.section] ?? {}) });
  } else if (message.method === "textDocument/publishDiagnostics") {
    const file = wanted.get(message.params.uri);
    if (file !== undefined && !(file in found)) {
      const places = message.params.diagnostics.map(({ range }) => [range.start.line + 1, range.start.character + 1]);
      found[file] = places.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
      waiting -= 1;
      if (waiting === 0) {
        console.log(JSON.stringify(found));
        child.kill();
        process.exit(0);
      }
    }
  } else if (message.id !== undefined && message.method !== undefined) {
    send({ id: message.id, result: null });
  }
}

child.stdout.on("data", (data) => {
  buffer = Buffer.concat([buffer, data]);
  for (;;) {
    const end = buffer.indexOf("\r\n\r\n");
    if (end < 0) return;
    const length = Number(/Content-Length: (\d+)/i.exec(buffer.subarray(0, end).toString())[1]);
    if (buffer.length < end + 4 + length) return;
    const body = buffer.subarray(end + 4, end + 4 + length).toString();
    buffer = buffer.subarray(end + 4 + length);
    receive(JSON.parse(body));
  }
});
child.on("exit", () => process.exit(1));
setTimeout(() => process.exit(2), 60_000).unref();
send({
  id: 1,
  method: "initialize",
  params: { processId: process.pid, rootUri: null, capabilities: { workspace: { configuration: true } } },
});
