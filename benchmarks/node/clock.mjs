// One clock for all processes of a host: on Linux CLOCK_MONOTONIC, as System.nanoTime in Java.

export function now() {
  return process.hrtime.bigint();
}

export function sleep(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
