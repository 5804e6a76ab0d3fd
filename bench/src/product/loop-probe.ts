/**
 * Loaded into the server's process with `--import`: measures how late its event loop is. At each SIGUSR2 it writes what
 * it saw since the last one into the file that BENCH_LOOP_FILE names, and begins anew.
 */
import { renameSync, writeFileSync } from 'node:fs'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { isMainThread } from 'node:worker_threads'

/** Milliseconds. */
export interface LoopDelay {
  /** How late the event loop was. */
  p999: number
  max: number
  /** Processor time of its thread in one turn, at most: unlike the others no matter of what else the machine does. */
  maxCpu: number
}

const resolutionMs = 1
const nanosPerMs = 1e6

function cpuMs(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}

const file = process.env.BENCH_LOOP_FILE
// Threads of the server load this as well; requests are answered by the main one.
if (isMainThread && file !== undefined) {
  const histogram = monitorEventLoopDelay({ resolution: resolutionMs })
  // What it counts is the time between two of its own turns.
  const delayMs = (nanos: number) => Math.max(0, nanos / nanosPerMs - resolutionMs)
  histogram.enable()
  let maxCpu = 0
  let before = cpuMs()
  setInterval(() => {
    const now = cpuMs()
    maxCpu = Math.max(maxCpu, now - before)
    before = now
  }, resolutionMs).unref()
  process.on('SIGUSR2', () => {
    const seen: LoopDelay = { p999: delayMs(histogram.percentile(99.9)), max: delayMs(histogram.max), maxCpu }
    histogram.reset()
    maxCpu = 0
    writeFileSync(`${file}.part`, JSON.stringify(seen))
    renameSync(`${file}.part`, file)
  })
}
