// One peer in a process of its own, which the benchmark talks to in lines.
//
// The first line of the input is its settings as a query string: peer, location, mode, workers, batch, pool, work (in milliseconds).
// Each further line is an order, and is answered by a line that begins with its number, whenever it is done:
//
//   N enqueue PRODUCERS FROM AT_MOST NANOS  ->  N JOBS SECONDS
//   N one NUMBER                            ->  N NANOS           (the clock before the call)
//   N bulk FROM COUNT                       ->  N
//   N start | stop                          ->  N
//   N unfinished                            ->  N COUNT
//
// A line that begins with "r" tells of runs: number and clock of each, those before an answer in lines before it. One that begins with "!" is an error, after which the process ends.
// The end of the input ends it.

import { createInterface } from 'node:readline';
import { now, sleep } from './clock.mjs';

const FLUSH_MILLISECONDS = 2;

// The output is for answers; what a peer prints for people goes where errors go.
console.log = console.error;
console.info = console.error;
console.debug = console.error;

let runs = [];

function flush() {
  if (runs.length > 0) {
    const told = runs;
    runs = [];
    process.stdout.write(`r ${told.join(' ')}\n`);
  }
}

function ran(number) {
  if (runs.length === 0) {
    setTimeout(flush, FLUSH_MILLISECONDS);
  }
  runs.push(number, now());
}

function handler(work) {
  return work === 0
    ? (number) => ran(number)
    : (number) => {
        ran(number);
        return sleep(work);
      };
}

/** Each producer takes the next number until the time is over or there are enough. */
async function enqueue(peer, producers, from, atMost, nanos) {
  let next = 0;
  const begin = now();
  const end = begin + BigInt(nanos);
  const produce = async () => {
    while (next < atMost && now() < end) {
      await peer.enqueue(from + next++);
    }
  };
  await Promise.all(Array.from({ length: producers }, produce));
  return `${next} ${Number(now() - begin) / 1e9}`;
}

async function one(peer, number) {
  const before = now();
  await peer.enqueue(number);
  return before;
}

function obey(peer, order, numbers) {
  switch (order) {
    case 'enqueue':
      return enqueue(peer, ...numbers);
    case 'one':
      return one(peer, ...numbers);
    case 'bulk':
      return peer.bulk(...numbers);
    case 'start':
      return peer.start();
    case 'stop':
      return peer.stop();
    case 'unfinished':
      return peer.unfinished();
    default:
      throw new Error(`no order is called ${order}`);
  }
}

function fail(error) {
  const text = String(error?.stack ?? error).replaceAll('\n', ' | ');
  process.stdout.write(`! ${text}\n`, () => process.exit(1));
}

async function answer(peer, line) {
  const [id, order, ...rest] = line.split(' ');
  const result = await obey(peer, order, rest.map(Number));
  flush();
  process.stdout.write(result === undefined ? `${id}\n` : `${id} ${result}\n`);
}

process.on('unhandledRejection', fail);
process.on('uncaughtException', fail);

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const settings = Object.fromEntries(new URLSearchParams((await lines.next()).value));
for (const name of ['workers', 'batch', 'pool', 'work']) {
  settings[name] = Number(settings[name]);
}
const { open } = await import(`./peers/${settings.peer}.mjs`);
const peer = await open(settings, handler(settings.work));
process.stdout.write('ready\n');
for await (const line of lines) {
  answer(peer, line).catch(fail);
}
await peer.close();
process.exit(0);
