/** Entry of a thread that holds one connection to SQLite: carries out what it is sent, in that order, and answers. */
import { parentPort, workerData } from 'node:worker_threads'
import { Engine, type EngineAnswer, type EngineOptions, type EngineRequest } from './engine.ts'
import { type PackedError, packError } from './thread-errors.ts'

export type ThreadRequest = EngineRequest | { type: 'open' } | { type: 'close' }
export type ThreadAnswer = EngineAnswer | PackedError

let engine: Engine | undefined

function carryOut(request: ThreadRequest): EngineAnswer {
  if (request.type === 'open') engine ??= Engine.open(workerData as EngineOptions)
  else if (request.type === 'close') return { rows: [], isClosed: engine?.close() ?? true }
  else if (engine) return engine.execute(request)
  return { rows: [] }
}

parentPort?.on('message', (request: ThreadRequest) => {
  let answer: ThreadAnswer
  try {
    answer = carryOut(request)
  } catch (error) {
    answer = packError(error)
  }
  parentPort?.postMessage(answer)
})
