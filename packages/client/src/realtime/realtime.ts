/**
 * The realtime connection of a browser or a Node process, never given up. Carries out what connection-state.ts
 * decides over whichever transport the ladder says, and shares each channel between its consumers. Knows nothing
 * of projects, comments or React.
 */
import type { LiveInfo } from '@copydesk/contract'
import type { FeedMembership } from './channel-feed.ts'
import { type Clock, systemClock } from './clock.ts'
import type { RealtimeConnection } from './connection.ts'
import { type ConnectionEvent, initialState, isUp, nextState } from './connection-state.ts'
import { type ConnectionStatus, statusOf } from './connection-status.ts'
import { createLinks } from './create-links.ts'
import { dutiesOf, type Timer, timersOf } from './duties.ts'
import { type Here, watchHere } from './here.ts'
import { inTime } from './in-time.ts'
import type { JoinedConsumer } from './joining.ts'
import type { Rung } from './ladder.ts'
import { Lag } from './lag.ts'
import type { ChannelAnswers, ChannelRequest, ClientInfo, History, HistoryOptions, Link } from './link.ts'
import { Links } from './links.ts'
import { Listeners } from './listeners.ts'
import { LiveNews } from './live-news.ts'
import { Patience } from './patience.ts'
import { Probe } from './probe.ts'
import { RealtimeError, realtimeCodes } from './realtime-error.ts'
import { type RealtimeOptions, spokenBy } from './realtime-options.ts'
import { reportToConsole } from './report-error.ts'
import { type Movable, SharedChannels } from './shared-channels.ts'
import { Timers } from './timers.ts'
import { untilConnected } from './until-connected.ts'
import { createWakeSignals, type WakeSignal, type WakeSignals } from './wake-signals.ts'

const sessionEvents = {
  signed_in: 'session_ok',
  signed_out: 'session_gone',
  unknown: 'session_unknown',
} as const

export class Realtime implements RealtimeConnection {
  readonly #options: RealtimeOptions
  readonly #spoken: readonly Rung[]
  readonly #clock: Clock
  readonly #random: () => number
  readonly #wakeSignals: WakeSignals
  readonly #links: Links
  readonly #timers: Timers
  readonly #channels: SharedChannels
  readonly #patience: Patience
  readonly #lag: Lag
  readonly #news: LiveNews
  readonly #probe: Probe
  readonly #heres = new Set<Movable>()
  readonly #listeners: Listeners
  readonly #events: ConnectionEvent[] = []
  #isDispatching = false
  #state
  #status: ConnectionStatus
  #heardAt: number | null = null
  #stopWatching: (() => void) | null = null

  constructor(options: RealtimeOptions) {
    this.#options = options
    this.#spoken = spokenBy(options)
    this.#clock = options.clock ?? systemClock
    this.#random = options.random ?? Math.random
    this.#wakeSignals = options.wakeSignals ?? createWakeSignals()
    this.#state = initialState(this.#wakeSignals.isOnline(), this.#spoken, options.memory?.recall())
    this.#status = statusOf(this.#state)
    this.#timers = new Timers(this.#clock, (due) => this.#ring(due))
    const onError = options.onError ?? reportToConsole
    this.#listeners = new Listeners(onError)
    this.#patience = new Patience(options.replyTimeoutMs ?? 5_000)
    this.#lag = new Lag(this.#clock, () => this.#show())
    this.#channels = new SharedChannels({
      clock: this.#clock,
      random: this.#random,
      onError,
      changed: () => this.#noteLag(),
    })
    this.#news = new LiveNews({
      ...options,
      clock: this.#clock,
      join: (channel, consumer) => this.join(channel, consumer),
      changed: (info) => this.liveInfoChanged(info),
      failed: () => this.#dispatch({ type: 'info_failed' }),
      answered: (tookMs) => this.#patience.answered(tookMs),
    })
    this.#probe = new Probe(this.#clock)
    this.#links = new Links({
      create: createLinks(options, {
        clock: this.#clock,
        random: this.#random,
        wakeSignals: this.#wakeSignals,
        replyTimeoutMs: () => this.#patience.ms,
        heard: () => this.#heard(),
      }),
      serve: {
        moveTo: (link) => {
          this.#channels.moveTo(link)
          for (const here of this.#heres) here.moveTo(link)
        },
      },
      report: (event) => this.#dispatch(event),
    })
  }

  getStatus = (): ConnectionStatus => this.#status

  subscribe = (listener: () => void): (() => void) => this.#listeners.add(listener)

  start(): void {
    this.#stopWatching ??= this.#wakeSignals.subscribe((signal) => this.#wake(signal))
    if (this.#state.online !== this.#wakeSignals.isOnline()) {
      this.#dispatch({ type: this.#wakeSignals.isOnline() ? 'network_up' : 'network_down' })
    }
    this.#dispatch({ type: 'start' })
  }

  stop(): void {
    this.#stopWatching?.()
    this.#stopWatching = null
    this.#dispatch({ type: 'stop' })
  }

  checkNow(): void {
    const { kind } = this.#state
    if (kind === 'waiting' || kind === 'lost') this.#dispatch({ type: 'retry' })
    if (kind === 'switched_off') void this.#news.ask()
    if (kind === 'signed_out') void this.#checkSession()
    if (isUp(this.#state)) void this.#measure(true)
  }

  liveInfoChanged({ transports, websocket, reason }: LiveInfo): void {
    const offered = this.#spoken.filter((rung) => transports.includes(rung))
    const websocketOffReason = websocket.reason ?? null
    if (offered.length > 0) this.#dispatch({ type: 'info_on', transports: offered, websocketOffReason })
    else this.#dispatch({ type: 'info_off', reason: reason ?? websocketOffReason })
  }

  join(channel: string, consumer: JoinedConsumer): FeedMembership {
    return this.#channels.join(channel, consumer)
  }

  isLive(channel: string): boolean {
    return this.isConnected() && this.#channels.isSubscribed(channel)
  }

  isConnected(): boolean {
    return isUp(this.#state)
  }

  hasten(): void {
    if (this.isConnected()) this.#links.main?.hasten()
  }

  noteRefresh(): void {
    if (!this.isConnected()) this.#dispatch({ type: 'heard' })
  }

  publish(channel: string, data: unknown): Promise<void> {
    return this.#request({ method: 'publish', channel, data })
  }

  presence(channel: string): Promise<readonly ClientInfo[]> {
    return this.#request({ method: 'presence', channel })
  }

  history(channel: string, options: HistoryOptions = {}): Promise<History> {
    return this.#request({ method: 'history', channel, options })
  }

  here(channel: string, changed: (said?: unknown) => void): Here {
    const here = watchHere({ link: this.#links.main, channel, changed, clock: this.#clock })
    this.#heres.add(here)
    return {
      getPeople: here.getPeople,
      close: () => {
        this.#heres.delete(here)
        here.close()
      },
    }
  }

  /** Waits for a connection, though not for ever. */
  async #request<R extends ChannelRequest>(request: R): Promise<ChannelAnswers[R['method']]> {
    await inTime(this.#clock, untilConnected(this)).catch(() => {
      throw new RealtimeError(realtimeCodes.notConnected, 'not connected')
    })
    const link = this.#links.main
    if (!link) throw new RealtimeError(realtimeCodes.notConnected, 'not connected')
    return link.request(request)
  }

  /** One event at a time: those that carrying it out brings about wait for their turn. */
  #dispatch(event: ConnectionEvent): void {
    this.#events.push(event)
    if (this.#isDispatching) return
    this.#isDispatching = true
    try {
      for (let next = this.#events.shift(); next; next = this.#events.shift()) this.#take(next)
    } finally {
      this.#isDispatching = false
    }
  }

  #take(event: ConnectionEvent): void {
    const before = this.#state
    const isSlow = event.type === 'dropped' && isUp(before) && this.#channels.connectionLost()
    // Too much to recover over a slow line speaks against no transport.
    let state = nextState(before, isSlow ? { ...event, byServer: true } : event, this.#clock.now())
    if (isUp(before) && !isUp(state) && this.#heardAt !== null) {
      // While it stands every frame proves the screen current. The state learns when that was only at the end.
      state = nextState(state, { type: 'heard' }, this.#heardAt)
    }
    if (state === before) return
    this.#state = state
    this.#noteLag()
    const duties = dutiesOf(state)
    this.#links.hold({ rung: state.ladder.rung, ...duties })
    this.#timers.set(timersOf(state, this.#pace(), this.#random))
    if (duties.ask && state.kind !== before.kind) this.#ring(`ask_${duties.ask}`)
    if (event.type === 'connected' || event.type === 'trial_connected') this.#remember()
    this.#show()
  }

  #noteLag(): void {
    this.#lag.note(this.#channels.isBehind, isUp(this.#state))
  }

  #show(): void {
    this.#status = statusOf(this.#state, this.#lag.presentness)
    this.#listeners.tell()
  }

  #pace() {
    const { minReconnectDelayMs = 500, maxReconnectDelayMs = 20_000, askEveryMs = 30_000 } = this.#options
    return { minReconnectDelayMs, maxReconnectDelayMs, askEveryMs }
  }

  #ring(due: Timer['due']): void {
    if (due === 'ask_info') void this.#news.ask()
    else if (due === 'ask_session') void this.#checkSession()
    else if (due === 'measure') void this.#measure()
    else this.#dispatch(due)
  }

  #heard(): void {
    this.#heardAt = this.#clock.now()
    this.#probe.heard()
    // Polls are answered every few seconds only, and the screen is as old as the last answer.
    if (this.#state.ladder.rung === 'poll' && this.isConnected()) this.#dispatch({ type: 'heard' })
  }

  #remember(): void {
    const { rung } = this.#state.ladder
    this.#options.memory?.remember(rung === this.#spoken[0] ? null : rung)
  }

  async #checkSession(): Promise<void> {
    const check = this.#options.checkSession ?? (async () => 'unknown' as const)
    const found = await inTime(this.#clock, check()).catch(() => 'unknown' as const)
    this.#dispatch({ type: sessionEvents[found] })
  }

  #wake(signal: WakeSignal): void {
    if (signal === 'network_up') this.#options.memory?.remember(null)
    if (signal === 'network_up' || signal === 'network_down') this.#dispatch({ type: signal })
    if (signal === 'network_up' || signal === 'page_shown') this.checkNow()
  }

  async #measure(isUrgent = false): Promise<void> {
    const link = this.#links.main
    const result = link && (await this.#probe.ask(link))
    if (!result) return
    if (result === 'unanswered') {
      if (this.#serves(link)) this.#dispatch({ type: 'dropped', byServer: false })
      if (isUrgent && this.#state.kind === 'lost') this.#dispatch({ type: 'retry' })
    } else if (this.#serves(link, 'http_stream')) {
      this.#dispatch({ type: 'timed', isLate: result === 'late' })
    }
  }

  #serves(link: Link, rung = this.#state.ladder.rung): boolean {
    return isUp(this.#state) && link === this.#links.main && rung === this.#state.ladder.rung
  }
}
