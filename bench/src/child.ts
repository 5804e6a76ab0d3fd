/** A child process that answers one call after the other, pinned to a processor core where that is possible. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism, constants, setPriority } from 'node:os'
import { fileURLToPath } from 'node:url'

/** Whether processes can be pinned: server and load then do not share a core. */
export const canPin = availableParallelism() > 1 && spawnSync('taskset', ['-V']).status === 0

/** Pins a process that runs already, with all its threads. */
export function pin(pid: number, core: number): void {
  if (canPin) spawnSync('taskset', ['-a', '-p', '-c', String(core), String(pid)])
}

export class Child<Call> {
  readonly #process: ChildProcess
  #last: Promise<unknown> = Promise.resolve()

  private constructor(process: ChildProcess) {
    this.#process = process
  }

  /**
   * Starts a module and resolves with it and with the first message it sends. Without a core it runs on any. A yielding
   * one gets the processor only when no other process wants it.
   */
  static async start<Call>(
    module: string,
    core: number | null,
    args: string[] = [],
    priority: 'normal' | 'yielding' = 'normal',
  ): Promise<{ child: Child<Call>; greeting: unknown }> {
    const file = fileURLToPath(new URL(module, import.meta.url))
    const node = [process.execPath, '--conditions=@copydesk/source', '--expose-gc', file, ...args]
    const [command = '', ...rest] = canPin && core !== null ? ['taskset', '-c', String(core), ...node] : node
    const child = spawn(command, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    if (priority === 'yielding') setPriority(child.pid ?? 0, constants.priority.PRIORITY_LOW)
    const greeting = await answerOf(child)
    return { child: new Child<Call>(child), greeting }
  }

  get pid(): number {
    return this.#process.pid ?? 0
  }

  /** Calls the child and resolves with its answer; rejects when the child ends instead. */
  call<Answer>(call: Call): Promise<Answer> {
    const answer = this.#last.then(async () => {
      this.#process.send(call as object)
      return (await answerOf(this.#process)) as Answer
    })
    // The next call is not to blame for this one's failure.
    this.#last = answer.catch(() => undefined)
    return answer
  }

  async stop(): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return
    const exited = once(this.#process, 'exit')
    this.#process.disconnect()
    await exited
  }
}

function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null, signal: string | null) =>
      reject(new Error(`A process of the benchmark ended (${code ?? signal})`))
    child.once('exit', ended)
    child.once('message', (message) => {
      child.off('exit', ended)
      resolve(message)
    })
  })
}
