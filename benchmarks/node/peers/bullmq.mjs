// BullMQ on Redis. Keeps finished jobs.
//
// default: as it comes, one job at a time unless told otherwise. concurrent: `workers` jobs at a time.

import { Queue, Worker } from 'bullmq';
import { payload } from '../ticket.mjs';

const NAME = 'jobs';
const CHUNK = 1000;

export async function open(settings, handle) {
  const connection = { host: '127.0.0.1', port: Number(settings.location), maxRetriesPerRequest: null };
  const queue = new Queue(NAME, { connection });
  await queue.waitUntilReady();
  let worker;
  return {
    enqueue: (number) => queue.add('job', payload(number)),
    async bulk(from, count) {
      for (let i = 0; i < count; i += CHUNK) {
        const length = Math.min(CHUNK, count - i);
        await queue.addBulk(Array.from({ length }, (_, j) => ({ name: 'job', data: payload(from + i + j) })));
      }
    },
    async start() {
      const more = settings.workers > 0 ? { concurrency: settings.workers } : {};
      worker = new Worker(NAME, async (job) => handle(job.data.job), { connection, ...more });
      worker.on('error', (error) => console.error(error));
      await worker.waitUntilReady();
    },
    async unfinished() {
      const counts = await queue.getJobCounts('wait', 'active', 'delayed', 'prioritized', 'failed');
      return Object.values(counts).reduce((sum, count) => sum + count, 0);
    },
    async stop() {
      await worker?.close();
      worker = undefined;
    },
    async close() {
      await this.stop();
      await queue.close();
    },
  };
}
