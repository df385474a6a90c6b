// The text a job carries, the same as the Java side's Ticket.

const TAIL = `,"image":7,"width":300,"note":"${'x'.repeat(60)}"}`;

export function payload(number) {
  return JSON.parse(`{"job":${number}${TAIL}`);
}
