/**
 * One connection to the SQLite file as the dialect uses it, wherever SQLite runs: in this thread (`InPlace`), for the
 * command line, or in one of its own (`EngineInThread`), for the server, whose event loop then never waits for a disk.
 * Requests are carried out in the order in which they are made.
 */
import type { Engine, EngineAnswer, EngineRequest } from './engine.ts'

export interface SqliteConnection {
  execute(request: EngineRequest): Promise<EngineAnswer>
  /** Nothing may be asked afterwards. False: it was left open, see `Engine.close`. */
  close(): Promise<boolean>
}

/** SQLite in this thread: nothing else happens while it works. */
export class InPlace implements SqliteConnection {
  readonly #engine: Engine

  constructor(engine: Engine) {
    this.#engine = engine
  }

  async execute(request: EngineRequest): Promise<EngineAnswer> {
    return this.#engine.execute(request)
  }

  async close(): Promise<boolean> {
    return this.#engine.close()
  }
}
