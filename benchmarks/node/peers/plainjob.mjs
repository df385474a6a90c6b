// plainjob on SQLite. Keeps finished jobs.
//
// default: it looks every second, on a connection that it sets to WAL and synchronous=NORMAL itself. full: the same with synchronous=FULL forced
// after it did. poll and poll-full: it looks every millisecond.

import Database from 'better-sqlite3';
import { better, defineQueue, defineWorker, JobStatus } from 'plainjob';
import { payload } from '../ticket.mjs';

const silent = { error: console.error, warn: console.error, info() {}, debug() {} };
const CHUNK = 10_000;
const BREATH = 100;

export async function open(settings, handle) {
  const database = new Database(settings.location);
  const queue = defineQueue({ connection: better(database), logger: silent });
  if (settings.mode.endsWith('full')) {
    database.pragma('synchronous = FULL');
  }
  const often = settings.mode.startsWith('poll') ? { pollIntervall: 1 } : {};
  let workers = [];
  let runs = 0;

  // Its loop never waits while there are jobs, and would keep this process from answering until there are none.
  async function work(job) {
    await handle(JSON.parse(job.data).job);
    if (++runs % BREATH === 0) {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  return {
    enqueue(number) {
      queue.add('job', payload(number));
    },
    bulk(from, count) {
      for (let i = 0; i < count; i += CHUNK) {
        const length = Math.min(CHUNK, count - i);
        queue.addMany('job', Array.from({ length }, (_, j) => payload(from + i + j)));
      }
    },
    start() {
      workers = Array.from({ length: Math.max(1, settings.workers) }, () => {
        const worker = defineWorker('job', work, { queue, logger: silent, ...often });
        return { worker, working: worker.start() };
      });
    },
    unfinished: () =>
      queue.countJobs({ status: JobStatus.Pending }) + queue.countJobs({ status: JobStatus.Processing }),
    async stop() {
      await Promise.all(workers.map(({ worker }) => worker.stop()));
      await Promise.all(workers.map(({ working }) => working));
      workers = [];
    },
    async close() {
      await this.stop();
      queue.close();
    },
  };
}
