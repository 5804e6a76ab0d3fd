/** The connections of a fake hub: what is common to them, and how each transport carries it. */
import type { FakeHub, Json, SentCommand } from './fake-hub.ts'

let sessionCount = 0

export interface FakeSession {
  readonly id: string
  readonly subscribed: Set<string>
  /** Commands from the client. */
  take(text: string): void
  /** A message to the client. */
  receive(message: Json): void
  end(code: number, reason: string): void
}

/** Takes commands apart and answers each a moment later. */
function takeCommands(session: FakeSession, hub: FakeHub, text: string, answers: boolean): void {
  for (const line of text.split('\n')) {
    const command = JSON.parse(line) as SentCommand
    if (Object.keys(command).length === 0) continue
    hub.commands.push(command)
    if (!answers) continue
    queueMicrotask(() => {
      const refused = hub.connectAnswer
      if (command.connect && refused && 'close' in refused) session.end(refused.close, 'invalid token')
      else session.receive({ id: command.id, ...answer(session, hub, command) })
    })
  }
}

function answer(
  session: FakeSession,
  hub: FakeHub,
  { connect, subscribe, unsubscribe, presence, publish, history }: SentCommand,
): Json {
  if (connect) {
    const hello = {
      client: session.id,
      version: 'fake',
      ping: 25,
      pong: true,
      session: session.id,
      node: 'n',
    }
    return { ...(hub.connectAnswer ?? { connect: hello }) }
  }
  if (subscribe) return answerSubscribe(session, hub, subscribe)
  if (publish) {
    if (hub.refusals.has(publish.channel)) return { error: { code: 103, message: 'permission denied' } }
    hub.publish(publish.channel, publish.data)
    return { publish: {} }
  }
  if (history) return { history: answerHistory(hub, history) }
  if (presence) return { presence: { presence: hub.presence.get(presence.channel) ?? {} } }
  if (unsubscribe) {
    session.subscribed.delete(unsubscribe.channel)
    return { unsubscribe: {} }
  }
  return { error: { code: 108, message: 'not available' } }
}

function answerSubscribe(
  session: FakeSession,
  hub: FakeHub,
  request: NonNullable<SentCommand['subscribe']>,
): Json {
  const refused = hub.refusals.get(request.channel)
  if (refused) return { error: { code: refused, message: 'refused' } }
  const token = hub.tokens.get(request.channel)
  if (token && request.token !== token) return { error: { code: 103, message: 'permission denied' } }
  session.subscribed.add(request.channel)
  if (/^(here|plain):/.test(request.channel)) return { subscribe: {} }
  const journal = hub.channel(request.channel)
  const result = { recoverable: true, positioned: true, epoch: journal.epoch, offset: journal.head }
  if (!request.recover) return { subscribe: result }
  const since = request.offset ?? 0
  const publications = journal.after({ epoch: request.epoch ?? '', offset: since })
  if (!publications) return { subscribe: { ...result, was_recovering: true } }
  return { subscribe: { ...result, was_recovering: true, recovered: true, offset: since, publications } }
}

function answerHistory(
  hub: FakeHub,
  { channel, limit, since, reverse }: NonNullable<SentCommand['history']>,
): Json {
  const journal = hub.channel(channel)
  const all = journal.after(since ?? { epoch: journal.epoch, offset: 0 }) ?? []
  const publications = (reverse ? all.toReversed() : all).slice(0, limit ?? all.length)
  return { publications, epoch: journal.epoch, offset: journal.head }
}

/** As much of a WebSocket as the SDK uses. */
export class FakeSocket extends EventTarget implements FakeSession {
  readonly id = `s${++sessionCount}`
  readonly subscribed = new Set<string>()
  readonly #hub: FakeHub
  /** What was swallowed once does not come out any more. */
  #isSwallowed = false
  readyState = 0
  onopen: (() => void) | null = null
  onclose: ((event: { code: number; reason: string }) => void) | null = null
  onerror: ((event: unknown) => void) | null = null
  onmessage: ((event: { data: string }) => void) | null = null

  constructor(hub: FakeHub) {
    super()
    this.#hub = hub
    hub.attempts.push(Date.now())
    queueMicrotask(() => {
      if (hub.mode === 'refuse') this.end(1006, '')
      if (hub.mode !== 'answer' && hub.mode !== 'silent') return
      this.readyState = 1
      hub.sessions.add(this)
      this.dispatchEvent(new Event('open'))
      this.onopen?.()
    })
  }

  send(text: string): void {
    this.take(text)
  }

  take(text: string): void {
    this.#isSwallowed ||= this.#hub.mode !== 'answer'
    takeCommands(this, this.#hub, text, !this.#isSwallowed)
  }

  close(): void {
    this.end(1000, '')
  }

  end(code: number, reason: string): void {
    if (this.readyState === 3) return
    this.readyState = 3
    this.#hub.sessions.delete(this)
    this.onclose?.({ code, reason })
  }

  receive(message: Json): void {
    if (this.readyState !== 1) return
    const data = JSON.stringify(message)
    this.#hub.carry(this, () =>
      this.#hub.transmit(
        data,
        (_, isLast) => {
          if (!isLast) return
          this.dispatchEvent(new Event('message'))
          this.onmessage?.({ data })
        },
        () => this.readyState === 1,
      ),
    )
  }
}

/** An HTTP stream; its commands come by other requests. */
export class FakeStream implements FakeSession {
  readonly id = `s${++sessionCount}`
  readonly subscribed = new Set<string>()
  readonly response: Response
  readonly #hub: FakeHub
  #isSwallowed = false
  #controller: ReadableStreamDefaultController<Uint8Array> | null = null

  constructor(hub: FakeHub, connect: string, signal: AbortSignal) {
    this.#hub = hub
    hub.sessions.add(this)
    signal.addEventListener('abort', () => {
      hub.sessions.delete(this)
      this.#controller = null
    })
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller
      },
    })
    this.response = new Response(body)
    this.take(connect)
  }

  take(text: string): void {
    this.#isSwallowed ||= this.#hub.streamMode !== 'answer'
    takeCommands(this, this.#hub, text, !this.#isSwallowed)
  }

  receive(message: Json): void {
    this.#write(`${JSON.stringify(message)}\n`)
  }

  end(code: number, reason: string): void {
    if (code >= 3000) this.receive({ push: { disconnect: { code, reason } } })
    this.#hub.sessions.delete(this)
    const controller = this.#controller
    this.#controller = null
    if (controller) this.#later(() => controller.close())
  }

  #write(text: string): void {
    const controller = this.#controller
    if (!controller || this.#hub.streamMode !== 'answer') return
    const deliver = () =>
      this.#hub.transmit(
        text,
        (piece) =>
          this.#later(() => {
            if (this.#controller === controller) controller.enqueue(new TextEncoder().encode(piece))
          }),
        () => this.#controller === controller,
      )
    this.#hub.carry(this, deliver)
  }

  #later(run: () => void): void {
    const { streamDelayMs } = this.#hub
    if (streamDelayMs === 0) run()
    else setTimeout(run, streamDelayMs)
  }
}
