// pg-boss. Keeps finished jobs.
//
// default: one job a look, a look every two seconds. batched: `workers` loops take `batch` jobs a look, look again at once as long as that many are
// found and every half second otherwise, and are woken by NOTIFY.

import { PgBoss } from 'pg-boss';
import { postgres } from '../postgres.mjs';
import { payload } from '../ticket.mjs';

const NAME = 'jobs';
const CHUNK = 1000;

export async function open(settings, handle) {
  const place = postgres(settings.location);
  const standard = settings.mode === 'default';
  const boss = new PgBoss(standard ? place : { ...place, max: settings.pool, useListenNotify: true });
  boss.on('error', (error) => console.error(error));
  await boss.start();
  await boss.createQueue(NAME, standard ? {} : { notify: true });
  const tuned = standard
    ? {}
    : {
        batchSize: settings.batch,
        burstWhenBatchFull: true,
        pollingIntervalSeconds: 0.5,
        notifyPollingIntervalSeconds: 0.5,
      };
  const work = async (jobs) => {
    for (const job of jobs) {
      await handle(job.data.job);
    }
  };
  return {
    enqueue: (number) => boss.send(NAME, payload(number)),
    async bulk(from, count) {
      for (let i = 0; i < count; i += CHUNK) {
        const length = Math.min(CHUNK, count - i);
        await boss.insert(NAME, Array.from({ length }, (_, j) => ({ data: payload(from + i + j) })));
      }
    },
    async start() {
      await boss.work(NAME, { ...tuned, localConcurrency: Math.max(1, settings.workers) }, work);
    },
    async unfinished() {
      const { rows } = await boss
        .getDb()
        .executeSql(`SELECT COUNT(*) AS n FROM ${place.schema}.job WHERE name = '${NAME}' AND state < 'completed'`);
      return rows[0].n;
    },
    stop: () => boss.offWork(NAME, { wait: true }),
    async close() {
      await boss.stop({ graceful: true, timeout: 10_000 });
    },
  };
}
