/**
 * SQLite in a thread of its own: requests go there and answers come back in the same order, so a request that needs no
 * answer to go on is followed by the next one at once.
 */
import { Worker } from 'node:worker_threads'
import type { SqliteConnection } from './connection.ts'
import type { EngineAnswer, EngineOptions, EngineRequest } from './engine.ts'
import type { ThreadAnswer, ThreadRequest } from './engine-thread.ts'
import { unpackError } from './thread-errors.ts'

/** This file's name in the repository, and in a built package. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'

interface Waiting {
  resolve(answer: EngineAnswer): void
  reject(error: unknown): void
}

export class EngineInThread implements SqliteConnection {
  readonly #worker: Worker
  readonly #waiting: Waiting[] = []

  private constructor(options: EngineOptions) {
    this.#worker = new Worker(new URL(`./engine-thread.${extension}`, import.meta.url), {
      workerData: options,
      execArgv: [],
    })
    this.#worker.unref()
    this.#worker.on('message', (answer: ThreadAnswer) => {
      const waiting = this.#waiting.shift()
      if (this.#waiting.length === 0) this.#worker.unref()
      if ('error' in answer) waiting?.reject(unpackError(answer))
      else waiting?.resolve(answer)
    })
    // What the thread does not answer is a bug, or the process is out of memory: either ends the process.
    this.#worker.on('error', (error) => {
      throw error
    })
  }

  /** Starts the thread and opens the connection there. */
  static async open(options: EngineOptions): Promise<EngineInThread> {
    const engine = new EngineInThread(options)
    try {
      await engine.#ask({ type: 'open' })
      return engine
    } catch (error) {
      await engine.#worker.terminate()
      throw error
    }
  }

  execute(request: EngineRequest): Promise<EngineAnswer> {
    return this.#ask(request)
  }

  async close(): Promise<boolean> {
    const { isClosed = false } = await this.#ask({ type: 'close' })
    if (isClosed) await this.#worker.terminate()
    return isClosed
  }

  #ask(request: ThreadRequest): Promise<EngineAnswer> {
    return new Promise((resolve, reject) => {
      // First, for it throws where something cannot be sent, and then there will be no answer.
      this.#worker.postMessage(request)
      // The process must not end before the answer is there.
      if (this.#waiting.push({ resolve, reject }) === 1) this.#worker.ref()
    })
  }
}
