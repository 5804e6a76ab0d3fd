/**
 * Keeps one session with a message server: opens it, looks whether it still brings messages, and opens another one
 * when it does not. It looks by a message to itself, which goes all the way that other nodes' messages go.
 *
 *     opening ──its own message came back──▶ getting ready ──topics subscribed──▶ connected
 *        ▲  └──────────┐                         │                                    │
 *        │          failed ◀─────────────────────┴──ended, or its messages stay away──┘
 *        └─after a while─┘
 */
import type { Environment } from '../../environment.ts'
import { Listeners, type ReportFailure } from '../../listeners.ts'
import type { BrokerState } from '../broker.ts'
import type { Message, OpenSession, Session } from './session.ts'

export interface KeeperOptions {
  /** The server for people: its address without a password. */
  server: string
  open: OpenSession
  /** What it means when a session opens, but brings no message from the first one on. */
  whenUnheard: string
  environment: Environment
  listenerFailed: ReportFailure | undefined
}

export interface KeeperEffects {
  /** Subscribes what must be and begins to send. Resolves when all of it is done. */
  opened(session: Session): Promise<void>
  lost(): void
  message(message: Message): void
}

/** For a connection, up to its first message to itself. */
const openingMs = 5_000
/** How often it sends a message to itself. Two of these times without one, and the session is given up. */
const lookMs = 2_500
/** Between two attempts, from the first one on; each is shortened by chance so that nodes do not come together. */
const firstPauseMs = 250
const longestPauseMs = 4_000
/** While the server answers, but brings no messages: somebody has to change something. */
const unheardPauseMs = 30_000

const connected: BrokerState = { phase: 'connected' }

export class SessionKeeper {
  readonly #options: KeeperOptions
  readonly #effects: KeeperEffects
  readonly #listeners: Listeners<BrokerState>
  /** The topic of messages to itself. */
  readonly #self: string
  #state: BrokerState
  #session: Session | null = null
  #pauseMs = firstPauseMs
  #heardOwn: () => void = () => undefined
  /** How often it looked since a message of its own came back. */
  #looksUnheard = 0
  #reconnects = 0
  #cancel: () => void = () => undefined
  readonly #told = new Set<string>()

  constructor(options: KeeperOptions, effects: KeeperEffects) {
    this.#options = options
    this.#effects = effects
    this.#listeners = new Listeners(options.listenerFailed)
    this.#self = `self:${options.environment.newId()}`
    this.#state = { phase: 'degraded', reason: `${options.server}: not connected yet` }
    this.#open()
  }

  get state(): BrokerState {
    return this.#state
  }

  get reconnects(): number {
    return this.#reconnects
  }

  onState(listener: (state: BrokerState) => void): () => void {
    return this.#listeners.add(listener)
  }

  /** Gives a session up; a later one changes nothing. */
  fail(session: Session, reason: string): void {
    if (this.#session !== session) return
    this.#drop()
    this.#enter({ phase: 'degraded', reason: `${this.#options.server}: ${reason}` })
    this.#openLater(this.#nextPauseMs())
  }

  close(): void {
    this.#drop()
    this.#listeners.clear()
  }

  #open(): void {
    const session = this.#options.open({
      message: (message) => {
        if (this.#session !== session) return
        if (message.topic === this.#self) this.#heardOwn()
        else this.#effects.message(message)
      },
      ended: (reason) => this.fail(session, reason),
    })
    this.#session = session
    let isTaken = false
    this.#cancel = this.#options.environment.after(openingMs, () => {
      if (isTaken) this.#unheard(session)
      else this.fail(session, 'it does not answer')
    })
    const isHeard = new Promise<void>((resolve) => {
      this.#heardOwn = resolve
    })
    const prepare = async (): Promise<void> => {
      await session.opened
      await session.subscribe([this.#self])
      await session.send([this.#ownMessage()])
      isTaken = true
      await isHeard
      if (this.#session !== session) return
      this.#look(session)
      await this.#effects.opened(session)
      if (this.#session !== session) return
      this.#pauseMs = firstPauseMs
      this.#enter(connected)
    }
    prepare().catch((error: unknown) => this.fail(session, reasonOf(error)))
  }

  /** From here on, at intervals. A loop that was held up meanwhile counts once: what came is read before the next. */
  #look(session: Session): void {
    this.#cancel()
    this.#looksUnheard = 0
    this.#heardOwn = () => {
      this.#looksUnheard = 0
    }
    this.#cancel = this.#options.environment.every(lookMs, () => {
      if (this.#looksUnheard >= 2) {
        this.fail(session, 'it brings no messages any more')
        return
      }
      this.#looksUnheard += 1
      session.send([this.#ownMessage()]).catch((error: unknown) => this.fail(session, reasonOf(error)))
    })
  }

  #ownMessage(): Message {
    return { topic: this.#self, text: this.#options.environment.newId() }
  }

  #drop(): void {
    this.#cancel()
    const session = this.#session
    this.#session = null
    if (session === null) return
    this.#effects.lost()
    session.close()
  }

  /** It answers and brings no messages, from the first one on. */
  #unheard(session: Session): void {
    this.#pauseMs = unheardPauseMs
    this.fail(session, this.#options.whenUnheard)
    this.#pauseMs = firstPauseMs
  }

  #nextPauseMs(): number {
    const { environment } = this.#options
    const pauseMs = this.#pauseMs * (0.5 + environment.random() / 2)
    this.#pauseMs = Math.min(longestPauseMs, this.#pauseMs * 2)
    return pauseMs
  }

  #openLater(pauseMs: number): void {
    this.#cancel = this.#options.environment.after(pauseMs, () => {
      this.#reconnects += 1
      this.#open()
    })
  }

  /** Each failed attempt has its reason. What is told is the change, and each reason once until it is connected. */
  #enter(state: BrokerState): void {
    this.#state = state
    if (state.phase === 'connected') this.#told.clear()
    else if (this.#told.has(state.reason)) return
    else this.#told.add(state.reason)
    this.#listeners.tell(state)
  }
}

export function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
