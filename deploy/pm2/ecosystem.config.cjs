// What PM2 runs: on trial the whole platform as one process, with real Meta each API and each worker as a process of its own.
//
// Every process has a name, not PM2's `instances`: two ports of one name differ by 1 (increment_var), and PORT + 1 is the
// sandbox's. Fork mode knows no overlap: a reload stops a process, waits for its end and starts it anew. harkara-pm2 has
// PM2 do so with one at a time, and each says when it is ready, so the other instances go on meanwhile.
const fs = require("node:fs");
const path = require("node:path");

const HOME = process.env.HARKARA_HOME || "/opt/harkara";
const DATA = process.env.HARKARA_DATA || "/var/lib/harkara";
const LOGS = process.env.HARKARA_LOGS || "/var/log/harkara";

// HARKARA_APIS and HARKARA_WORKERS say how many, in .env like all else.
const settings = settingsOf(path.join(HOME, ".env"));
const port = Number(settings.PORT || 8080);
const isOnTrial = !settings.META_ACCESS_TOKEN && !settings.GRAPH_API_URL;

// One process a core is enough to send 7,700 messages a second: two of each are there so that one may leave.
const apis = numbered(settings.HARKARA_APIS || 2, (k) => harkara(`harkara-api-${k}`, ["api"], 15, { PORT: port + 10 * k }));
const workers = numbered(settings.HARKARA_WORKERS || 2, (k) => harkara(`harkara-worker-${k}`, ["worker"], 20));
const trial = harkara("harkara", ["run"], 60);

module.exports = { apps: [...(isOnTrial ? [trial] : [...apis, ...workers]), logRotation()] };

/** One process of ours. `seconds` is how long a gentle stop (SIGINT) may take before PM2 kills it; each needs less. */
function harkara(name, args, seconds, env = {}) {
  return {
    name,
    args,
    script: path.join(HOME, "current", "bin", "harkara"),
    interpreter: "none",
    cwd: HOME,
    env: { PATH: process.env.PATH, LANG: "C.UTF-8", HOME, DATA_DIR: settings.DATA_DIR || DATA, ...env },
    ...logTo(name),
    // Only the process itself is asked to stop. `harkara run` stops its parts in order: workers while the rest is still there.
    treekill: false,
    kill_timeout: seconds * 1000,
    wait_ready: true,
    listen_timeout: 60_000,
    // A leak, not load: a worker with thousands of open connections has had 455 MB (docs/benchmarks.md). Graceful, too.
    max_memory_restart: "900M",
    // Without it PM2 gives up after 16 quick ends, and a database that is away for a minute would be the end of it.
    exp_backoff_restart_delay: 100,
  };
}

/** pm2-logrotate as a process like ours, from the locked packages: `pm2 install` would fetch "latest" of what it needs. */
function logRotation() {
  const name = "pm2-logrotate";
  return {
    name,
    script: path.join(HOME, "pm2", "node_modules", name, "app.js"),
    node_args: ["--require", path.join(HOME, "pm2", "compress.cjs")],
    cwd: HOME,
    // Its days are India's, as everywhere else. setup.sh says how many and how (`pm2 set`).
    env: { PATH: process.env.PATH, HOME, TZ: "Asia/Kolkata" },
    ...logTo(name),
    max_memory_restart: "200M",
    exp_backoff_restart_delay: 100,
  };
}

/** Our lines are JSON with their time: PM2 adds nothing. What Python says at its end goes to the same file. */
function logTo(name) {
  const file = path.join(LOGS, `${name}.log`);
  return { out_file: file, error_file: file, merge_logs: true };
}

function numbered(count, make) {
  return Array.from({ length: Number(count) }, (_, k) => make(k));
}

/** Read .env as the platform does, as far as it matters here: NAME=value, quotes and comments aside. */
function settingsOf(file) {
  const lines = fs.existsSync(file) ? fs.readFileSync(file, "utf8").split("\n") : [];
  const pairs = lines.map((line) => /^\s*(?:export\s+)?(\w+)\s*=\s*(.*?)\s*$/.exec(line)).filter(Boolean);
  return Object.fromEntries(pairs.map(([, name, value]) => [name.toUpperCase(), plain(value)]));
}

function plain(value) {
  const quoted = /^(["'])(.*?)\1/.exec(value);
  return quoted ? quoted[2] : value.replace(/(^|\s)#.*$/, "").trim();
}
