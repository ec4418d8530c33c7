// Runs Azurite's blob, queue and table services on one data folder, as a child of the local host.
//
// It lives exactly as long as its standard input: when that closes, whether the parent asked for it or died
// (even by SIGKILL), Azurite is closed so that what it acknowledged is on disk, and the process ends.
// The terminal's Ctrl-C reaches every process of the group; here it is ignored, because the parent must first
// finish what is in flight.
//
// Said on standard output: one line of JSON, {"blobPort":n,"queuePort":n,"tablePort":n} when ready or {"error":"one sentence"}.

import { createRequire } from "node:module";
import { createServer } from "node:net";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";

const host = "127.0.0.1";
// Longer than the HTTP client keeps an idle connection, so that the server never closes one just being used.
const keepAliveSeconds = 120;
// A request whose client is gone is still being worked on; a save in its middle would keep half a transaction.
const drainMilliseconds = 250;

const { values: options } = parseArgs({
  options: {
    tools: { type: "string" },        // folder that holds node_modules/azurite
    location: { type: "string" },     // folder of the data
    blobPort: { type: "string" },     // must be free when given; else the former one if free, else any
    queuePort: { type: "string" },
    tablePort: { type: "string" },
  },
});

const servers = [];
let closing = false;

process.on("SIGINT", () => {});
process.on("SIGHUP", () => {});
process.on("SIGTERM", close);
process.stdin.on("end", close).on("close", close).on("error", close).resume();
// A dead parent reads nothing: a broken pipe must not stop the orderly close.
process.stdout.on("error", () => {});
process.stderr.on("error", () => {});

try {
  await start();
} catch (error) {
  fail(error.message);
}

async function start() {
  if (Number(process.versions.node.split(".")[0]) < 20) {
    throw new Error(`Node.js 20 or newer is needed, this is ${process.version}: install it from https://nodejs.org and run again.`);
  }

  const { BlobServer, BlobConfiguration, QueueServer, QueueConfiguration, TableServer, TableConfiguration } = load();
  await mkdir(options.location, { recursive: true });
  const stateFile = join(options.location, "process.json");
  const former = await readState(stateFile);
  const blobPort = await pickPort(options.blobPort, former.blobPort);
  const queuePort = await pickPort(options.queuePort, former.queuePort);
  const tablePort = await pickPort(options.tablePort, former.tablePort);
  const state = { processId: process.pid, startedAt: Date.now() - process.uptime() * 1000, blobPort, queuePort, tablePort };
  // Before the data is opened: a successor on the same folder waits until this process is gone.
  await writeState(stateFile, state);

  const data = name => join(options.location, name);
  const blob = new BlobServer(new BlobConfiguration(
    host, blobPort, keepAliveSeconds, data("__azurite_db_blob__.json"), data("__azurite_db_blob_extent__.json"),
    [{ locationId: "Default", locationPath: data("__blobstorage__"), maxConcurrency: 10 }],
    false, undefined, false, undefined, false, true));
  const queue = new QueueServer(new QueueConfiguration(
    host, queuePort, keepAliveSeconds, data("__azurite_db_queue__.json"), data("__azurite_db_queue_extent__.json"),
    [{ locationId: "Default", locationPath: data("__queuestorage__"), maxConcurrency: 10 }],
    false, undefined, false, undefined, false, true));
  const table = new TableServer(new TableConfiguration(
    host, tablePort, keepAliveSeconds, data("__azurite_db_table__.json"),
    false, false, undefined, undefined, false, true));

  for (const server of [blob, queue, table]) {
    await server.start();
    servers.push(server);
  }

  // Port 0 has become a real one: kept, so that the next run on this folder has the same address.
  state.blobPort = portOf(blob);
  state.queuePort = portOf(queue);
  state.tablePort = portOf(table);
  await writeState(stateFile, state);
  say({ blobPort: state.blobPort, queuePort: state.queuePort, tablePort: state.tablePort });
  // Azurite closes a service on its own when its garbage collection fails: say it instead of answering nobody.
  setInterval(() => {
    if (!closing && servers.some(server => server.getStatus() !== "Running")) {
      console.error("Azurite stopped one of its services after an internal error.");
      closing = true;
      setTimeout(() => process.exit(1), 1000);
    }
  }, 1000);
}

function load() {
  const require = createRequire(join(options.tools, "package.json"));
  try {
    const part = path => require(`azurite/dist/src/${path}`).default;
    return {
      BlobServer: part("blob/BlobServer"),
      BlobConfiguration: part("blob/BlobConfiguration"),
      QueueServer: part("queue/QueueServer"),
      QueueConfiguration: part("queue/QueueConfiguration"),
      TableServer: part("table/TableServer"),
      TableConfiguration: part("table/TableConfiguration"),
    };
  } catch (error) {
    throw new Error(`Azurite in ${options.tools} cannot be loaded (${error.message.split("\n")[0]}): run "dotnet run dev.cs -- setup".`);
  }
}

// The wanted port, else the former one when it is free, else 0: the system's choice.
async function pickPort(wanted, former) {
  if (wanted !== undefined) {
    if (!await isFree(Number(wanted))) {
      throw new Error(`Port ${wanted} is already in use: stop the program that holds it or choose another port for Azurite.`);
    }
    return Number(wanted);
  }

  return former && await isFree(former) ? former : 0;
}

function isFree(port) {
  return new Promise(resolve => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

function portOf(server) {
  return Number(new URL(server.getHttpServerAddress()).port);
}

async function readState(file) {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    return {};
  }
}

async function writeState(file, state) {
  await writeFile(`${file}.new`, JSON.stringify(state));
  await rename(`${file}.new`, file);
}

async function close() {
  if (closing) {
    return;
  }

  closing = true;
  try {
    await new Promise(resolve => setTimeout(resolve, drainMilliseconds));
    await Promise.all(servers.filter(server => server.getStatus() === "Running").map(server => server.close()));
    process.exit(0);
  } catch (error) {
    console.error(`Azurite did not close in order: ${error.message}`);
    process.exit(1);
  }
}

function fail(error) {
  process.exitCode = 1;
  process.stdout.write(`${JSON.stringify({ error })}\n`, () => process.exit(1));
}

function say(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
