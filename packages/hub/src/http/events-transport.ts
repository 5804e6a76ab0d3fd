/**
 * Carries a connection that only listens: it reads the hub's messages as a client would and writes them as
 * server-sent events. Until the subscription stands it holds the answer back, so that a refusal gets a status.
 *
 *     opening ──subscribed──▶ open ──▶ done
 *        └──────refused─────────────────▲
 */
import type { ServerResponse } from 'node:http'
import {
  type Disconnect,
  decodeServerMessages,
  jsonElements,
  jsonTextAt,
  type Push,
  type ServerMessage,
  type SubscribeResult,
} from '@copydesk/protocol'
import type { Framing, Transport } from '../connections/transport.ts'
import type { Environment } from '../environment.ts'
import { disconnectProblem, errorProblem, type HttpProblem, sendProblem } from '../handshake/problems.ts'
import { eventStreamType, streamHeaders } from './stream-framing.ts'

/** Shared by all of these connections; each reads the text itself, because the ids hold its channel's epoch. */
const textFraming: Framing = (text) => Buffer.from(text)

/** What a browser waits before it reconnects. */
const retryMs = 2_000
/** How long a client may take to read the end of its stream. */
const closeTimeoutMs = 5_000

export class EventsTransport implements Transport {
  readonly kind = 'events'
  readonly session = undefined
  readonly answersPings = false
  readonly framing = textFraming
  readonly #response: ServerResponse
  readonly #after: Environment['after']
  /** The network took something since `isRead` was asked. */
  #isTaken = true
  readonly #taken = (): void => {
    this.#isTaken = true
  }
  #phase: 'opening' | 'open' | 'done' = 'opening'
  #epoch = ''

  constructor(response: ServerResponse, { after }: Pick<Environment, 'after'>) {
    this.#response = response
    this.#after = after
  }

  get queuedBytes(): number {
    return this.#response.writableLength
  }

  isRead(): boolean {
    const isRead = this.#isTaken || this.queuedBytes === 0
    this.#isTaken = false
    return isRead
  }

  write(frame: Uint8Array): void {
    const text = Buffer.from(frame.buffer, frame.byteOffset, frame.length).toString()
    for (const line of text.split('\n')) {
      for (const message of decodeServerMessages(line) ?? []) this.#tell(message, line)
    }
  }

  pause(): void {}

  resume(): void {}

  close(disconnect: Disconnect): void {
    if (this.#phase === 'opening') this.#refuse(disconnectProblem(disconnect))
    else this.#end(`: disconnected ${disconnect.code} ${disconnect.reason}\n\n`)
  }

  /** `line` is how the message was written: what was published goes out as it came. */
  #tell(message: ServerMessage, line: string): void {
    if (this.#phase === 'done') return
    if ('id' in message) {
      if (message.error) this.#refuse(errorProblem(message.error))
      else if (message.subscribe) this.#open(message.subscribe, line)
    } else if ('push' in message) {
      this.#push(message.push, line)
    } else {
      this.#send(': ping\n\n')
    }
  }

  #open(result: SubscribeResult, line: string): void {
    this.#phase = 'open'
    this.#epoch = result.epoch ?? ''
    this.#response.writeHead(200, streamHeaders(eventStreamType))
    const reset = result.was_recovering === true && result.recovered !== true
    const { epoch = '', offset = 0 } = result
    this.#send(
      `retry: ${retryMs}\n${this.#id(result.offset)}` +
        (reset ? `event: reset\ndata: ${JSON.stringify({ epoch, offset })}\n\n` : '\n'),
    )
    const texts = jsonElements(jsonTextAt(line, 'subscribe', 'publications') ?? '')
    for (const [index, { offset }] of (result.publications ?? []).entries()) {
      this.#publication(jsonTextAt(texts[index] ?? '', 'data'), offset)
    }
  }

  #push({ pub, join, leave, unsubscribe }: Push, line: string): void {
    if (pub) this.#publication(jsonTextAt(line, 'push', 'pub', 'data'), pub.offset)
    for (const [event, push] of Object.entries({ join, leave })) {
      if (push) this.#send(`event: ${event}\ndata: ${jsonTextAt(line, 'push', event, 'info')}\n\n`)
    }
    // The browser comes back with the id of its last event, and learns then what holds.
    if (unsubscribe) this.#end(`: unsubscribed ${unsubscribe.code} ${unsubscribe.reason}\n\n`)
  }

  #publication(data: string | undefined, offset: number | undefined): void {
    this.#send(`${this.#id(offset)}event: message\ndata: ${data}\n\n`)
  }

  #id(offset: number | undefined): string {
    return offset === undefined ? '' : `id: ${this.#epoch}:${offset}\n`
  }

  #send(text: string): void {
    if (!this.#response.writableEnded) this.#response.write(text, this.#taken)
  }

  #refuse(problem: HttpProblem): void {
    this.#phase = 'done'
    sendProblem(this.#response, problem)
  }

  /** The connection is released when the response closes. */
  #end(lastWords: string): void {
    if (this.#phase === 'done') return
    this.#phase = 'done'
    this.#response.end(lastWords)
    const cancel = this.#after(closeTimeoutMs, () => this.#response.destroy())
    this.#response.once('close', cancel)
  }
}
