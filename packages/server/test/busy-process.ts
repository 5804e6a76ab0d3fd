/** `busy-server.ts` as a process that is killed, or stands still, some moments after something was heard of it. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Id } from '@copydesk/contract'
import type { BusyServerOptions } from './busy-server.ts'
import type { MailServer } from './mail-server.ts'

/** So many comments, recipients of mail and mails, and then so long. */
export interface Moment {
  things: number
  afterMs: number
  /** Recipients alone count: each is a mail that is about to be sent. The last one has no answer before the signal. */
  isMail?: boolean
}

export class BusyProcess {
  readonly #server: MailServer
  readonly #child
  readonly #ended: Promise<NodeJS.Signals | null>
  readonly #read: Promise<void>
  readonly #acknowledged: Id[] = []
  #onHeard: (isRecipient: boolean) => Promise<void> | undefined = () => undefined
  #signalled = Promise.withResolvers<void>()

  /** `server`: the one that it hands its mails to, and nobody else meanwhile. */
  constructor(options: BusyServerOptions, server: MailServer) {
    this.#server = server
    const program = fileURLToPath(new URL('busy-server.ts', import.meta.url))
    const args = ['--conditions=@copydesk/source', program, JSON.stringify(options)]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    this.#child = child
    this.#ended = once(child, 'exit').then(([, signal]) => signal)
    server.onRecipient = () => this.#onHeard(true)
    server.onMessage = () => this.#onHeard(false)
    this.#read = this.#readIds(child.stdout)
  }

  /** Resolves at the moment, counted from now. Rejects when the process ends before. */
  async reach({ things, afterMs, isMail = false }: Moment): Promise<void> {
    const enough = Promise.withResolvers<void>()
    let heard = 0
    this.#onHeard = (isRecipient) => {
      if (isRecipient || !isMail) heard += 1
      if (heard >= things) enough.resolve()
      return isMail && isRecipient && heard >= things ? this.#signalled.promise : undefined
    }
    const ended = this.#ended.then((signal) => {
      throw new Error(`The process ended by itself (${signal})`)
    })
    await Promise.race([enough.promise, ended])
    await setTimeout(afterMs)
  }

  /** SIGKILL; gives the comments that it acknowledged. */
  async kill(): Promise<Id[]> {
    this.#signal('SIGKILL')
    const signal = await this.#ended
    if (signal !== 'SIGKILL') throw new Error(`The process ended by itself (${signal})`)
    await this.#read
    this.#server.onRecipient = () => {}
    this.#server.onMessage = () => {}
    return this.#acknowledged
  }

  /** SIGSTOP, and SIGCONT after so long. */
  async standStill(ms: number): Promise<void> {
    this.#signal('SIGSTOP')
    await setTimeout(ms)
    this.#child.kill('SIGCONT')
  }

  #signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
    this.#onHeard = () => undefined
    this.#signalled.resolve()
    this.#signalled = Promise.withResolvers()
  }

  async #readIds(output: NodeJS.ReadableStream): Promise<void> {
    for await (const id of createInterface({ input: output })) {
      this.#acknowledged.push(id)
      void this.#onHeard(false)
    }
  }
}
