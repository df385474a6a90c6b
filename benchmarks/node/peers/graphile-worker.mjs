// Graphile Worker. Deletes a job when it is done.
//
// default: all as it comes, one job at a time unless told otherwise. direct: `workers` jobs at a time, a transaction each to take and to finish it.
// local-queue: jobs are taken `batch` at a time and finished together.

import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import { postgres } from '../postgres.mjs';
import { payload } from '../ticket.mjs';

const CHUNK = 1000;

// A server takes 100 unless told otherwise. Below that a pool is as large as the documentation recommends.
const MOST_CONNECTIONS = 90;

const logger = new Logger(() => (level, message) => {
  if (level === 'error' || level === 'warning') {
    console.error(message);
  }
});

function preset(settings, place) {
  const worker = { ...place, logger };
  if (settings.workers > 0) {
    worker.concurrentJobs = settings.workers;
    worker.maxPoolSize = Math.min(MOST_CONNECTIONS, Math.max(10, settings.workers + 2));
  }
  if (settings.mode === 'local-queue') {
    worker.localQueue = { size: settings.batch };
    worker.completeJobBatchDelay = 0;
    worker.failJobBatchDelay = 0;
  }
  return { worker };
}

export async function open(settings, handle) {
  const place = postgres(settings.location);
  const utils = await makeWorkerUtils({ ...place, logger });
  await utils.migrate();
  let runner;
  return {
    enqueue: (number) => utils.addJob('job', payload(number)),
    async bulk(from, count) {
      for (let i = 0; i < count; i += CHUNK) {
        const length = Math.min(CHUNK, count - i);
        await utils.addJobs(
          Array.from({ length }, (_, j) => ({ identifier: 'job', payload: payload(from + i + j) })),
        );
      }
    },
    async start() {
      runner = await run({
        preset: preset(settings, place),
        noHandleSignals: true,
        taskList: { job: ({ job }) => handle(job) },
      });
    },
    async unfinished() {
      const { rows } = await utils.withPgClient((client) =>
        client.query(`SELECT COUNT(*) AS n FROM ${place.schema}._private_jobs`),
      );
      return rows[0].n;
    },
    async stop() {
      await runner?.stop();
      runner = undefined;
    },
    async close() {
      await this.stop();
      await utils.release();
    },
  };
}
