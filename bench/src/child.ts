/** A child process that answers one call after the other, pinned to a processor core where that is possible. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

/** Whether processes can be pinned: server and load then do not share a core. */
export const canPin = availableParallelism() > 1 && spawnSync('taskset', ['-V']).status === 0

export class Child<Call> {
  readonly #process: ChildProcess
  #last: Promise<unknown> = Promise.resolve()

  private constructor(process: ChildProcess) {
    this.#process = process
  }

  /** Starts a module and resolves with it and with the first message it sends. */
  static async start<Call>(
    module: string,
    core: number,
    args: string[] = [],
  ): Promise<{ child: Child<Call>; greeting: unknown }> {
    const file = fileURLToPath(new URL(module, import.meta.url))
    const node = [process.execPath, '--conditions=@copydesk/source', '--expose-gc', file, ...args]
    const [command = '', ...rest] = canPin ? ['taskset', '-c', String(core), ...node] : node
    const child = spawn(command, rest, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    const [greeting] = await once(child, 'message')
    return { child: new Child<Call>(child), greeting }
  }

  /** Calls the child and resolves with its answer. */
  call<Answer>(call: Call): Promise<Answer> {
    const answer = this.#last.then(async () => {
      this.#process.send(call as object)
      const [message] = await once(this.#process, 'message')
      return message as Answer
    })
    this.#last = answer
    return answer
  }

  async stop(): Promise<void> {
    const exited = once(this.#process, 'exit')
    this.#process.disconnect()
    await exited
  }
}
