/**
 * Loaded into the server's process with `--import`: measures how late its event loop is. At each SIGUSR2 it writes what
 * it saw since the last one into the file that BENCH_LOOP_FILE names, and begins anew.
 */
import { renameSync, writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

/** Milliseconds that the event loop was late. */
export interface LoopDelay {
  p999: number
  max: number
}

const resolutionMs = 1
const nanosPerMs = 1e6

const file = process.env.BENCH_LOOP_FILE
// Threads of the server load this as well; requests are answered by the main one.
if (isMainThread && file !== undefined) {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  // What it counts is the time between two of its own turns.
  const delayMs = (nanos: number) => Math.max(0, nanos / nanosPerMs - resolutionMs)
  histogram.enable()
  process.on('SIGUSR2', () => {
    const seen: LoopDelay = { p999: delayMs(histogram.percentile(99.9)), max: delayMs(histogram.max) }
    histogram.reset()
    writeFileSync(`${file}.part`, JSON.stringify(seen))
    renameSync(`${file}.part`, file)
  })
}
