/**
 * Parses long texts away from the main thread, the shortest first, one at a time, each with a deadline: a text that
 * takes longer is shown as it was typed, and a new worker goes on with the others. Knows no browser: it is given its
 * workers and its timers.
 *
 *     idle ── parse ──▶ waiting ── worker free ──▶ under way ── answer ──▶ settled
 *                          ▲                          │  deadline ──▶ settled as typed
 *                          └──── the code did not load ┘  (a pause, longer each time)
 */
import type { MarkdownBlock } from './blocks.ts'

export interface ParseOrder {
  id: number
  text: string
}
export interface ParseAnswer {
  id: number
  blocks: MarkdownBlock[]
}

/** A worker as this module needs it. */
export interface ParseWorker {
  post: (order: ParseOrder) => void
  terminate: () => void
}
export interface ParserSurroundings {
  openWorker: (onAnswer: (answer: ParseAnswer) => void, onError: () => void) => ParseWorker
  /** Returns what calls it off. */
  after: (ms: number, run: () => void) => () => void
}

export interface Parser {
  /** The blocks, where the text was parsed a short while ago. */
  peek: (text: string) => MarkdownBlock[] | undefined
  /** Calls `onBlocks` once; returns what calls it off. */
  parse: (text: string, onBlocks: (blocks: MarkdownBlock[]) => void) => () => void
}

interface Job extends ParseOrder {
  onBlocks: (blocks: MarkdownBlock[]) => void
}

/** A page of prose takes a millisecond per kB, also on a slow machine less than twenty. */
const deadlineMs = ({ text }: Job) => 2_000 + text.length / 20
const firstPauseMs = 1_000
const longestPauseMs = 30_000
/** Characters whose blocks are kept. */
const maxKept = 2_000_000

/** A parser without a worker yet. */
export function createParser({ openWorker, after }: ParserSurroundings): Parser {
  const kept = new Map<string, MarkdownBlock[]>()
  const waiting: Job[] = []
  let keptLength = 0
  let lastId = 0
  let worker: ParseWorker | null = null
  let underWay: Job | null = null
  let callOff = () => {}
  let pauseMs = 0
  let isPausing = false

  function next(): void {
    if (underWay !== null || isPausing) return
    const job = takeShortest(waiting)
    if (job === undefined) return
    underWay = job
    try {
      worker ??= openWorker(onAnswer, onError)
    } catch {
      // No workers here: the text stays as it was typed.
      settle([{ typed: job.text }])
      return
    }
    callOff = after(deadlineMs(job), () => {
      dropWorker()
      settle([{ typed: job.text }])
    })
    const { id, text } = job
    worker.post({ id, text })
  }

  function onAnswer({ id, blocks }: ParseAnswer): void {
    if (underWay?.id !== id) return
    pauseMs = 0
    settle(blocks)
  }

  /** Its code could not be fetched: the server is away. */
  function onError(): void {
    callOff()
    dropWorker()
    if (underWay !== null) waiting.push(underWay)
    underWay = null
    isPausing = true
    pauseMs = Math.min(longestPauseMs, pauseMs * 2 || firstPauseMs)
    after(pauseMs, () => {
      isPausing = false
      next()
    })
  }

  function settle(blocks: MarkdownBlock[]): void {
    callOff()
    const job = underWay
    underWay = null
    if (job !== null) {
      keep(job, blocks)
      job.onBlocks(blocks)
    }
    next()
  }

  function dropWorker(): void {
    worker?.terminate()
    worker = null
  }

  function keep({ text }: Job, blocks: MarkdownBlock[]): void {
    kept.set(text, blocks)
    keptLength += text.length
    for (const key of kept.keys()) {
      if (keptLength <= maxKept) break
      kept.delete(key)
      keptLength -= key.length
    }
  }

  return {
    peek: (text) => kept.get(text),
    parse: (text, onBlocks) => {
      lastId += 1
      const job: Job = { id: lastId, text, onBlocks }
      waiting.push(job)
      next()
      return () => {
        job.onBlocks = () => {}
        const index = waiting.indexOf(job)
        if (index >= 0) waiting.splice(index, 1)
      }
    },
  }
}

function takeShortest(jobs: Job[]): Job | undefined {
  let shortest = 0
  jobs.forEach((job, index) => {
    if (job.text.length < (jobs[shortest]?.text.length ?? 0)) shortest = index
  })
  return jobs.splice(shortest, 1)[0]
}
