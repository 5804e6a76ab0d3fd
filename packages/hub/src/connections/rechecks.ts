/**
 * Asks `authorize` again about subscriptions of this node after rights changed, and ends those that it refuses. One
 * pass at a time, each question once however many connections it is about, in slices between which others have their
 * turn. What is asked for during a pass is one more pass after it: rights may have changed since that one asked.
 */
import { unsubscribes } from '@copydesk/protocol'
import type { HubCore } from '../hub-core.ts'
import type { AuthorizeRequest } from '../options.ts'
import { endSubscription, type Subscription } from './subscription.ts'

/** Questions that are asked together. */
const sliceSize = 50

/** Whose subscriptions are to be checked. */
type Wanted = Set<string> | 'everyone'

export class Rechecks {
  readonly #core: Pick<HubCore, 'channels' | 'connections' | 'environment' | 'log' | 'nodes' | 'options'>
  #wanted: Wanted = new Set()
  /** The pass that begins when the one under way has ended, or at once. */
  #next: Promise<void> | null = null
  #underWay: Promise<void> = Promise.resolve()

  constructor(core: Pick<HubCore, 'channels' | 'connections' | 'environment' | 'log' | 'nodes' | 'options'>) {
    this.#core = core
  }

  /** Checks what a user is subscribed to, or everyone. Resolves when that is done. */
  ask(user: string | undefined): Promise<void> {
    if (user === undefined) this.#wanted = 'everyone'
    else if (this.#wanted !== 'everyone') this.#wanted.add(user)
    this.#next ??= this.#underWay.then(() => {
      this.#next = null
      const wanted = this.#wanted
      this.#wanted = new Set()
      this.#underWay = this.#pass(wanted)
      return this.#underWay
    })
    return this.#next
  }

  async #pass(wanted: Wanted): Promise<void> {
    const questions = [...this.#questions(wanted).values()]
    for (let start = 0; start < questions.length; start += sliceSize) {
      if (start > 0) await new Promise<void>((resolve) => this.#core.environment.soon(resolve))
      await Promise.all(questions.slice(start, start + sliceSize).map((asked) => this.#check(asked)))
    }
  }

  /** Subscriptions about which the same is to be asked, by what that is. */
  #questions(wanted: Wanted): Map<string, Subscription[]> {
    const { connections } = this.#core
    const asked =
      wanted === 'everyone' ? connections.all() : [...wanted].flatMap((user) => connections.ofUser(user))
    const subscriptions = asked.flatMap((connection) => [...connection.subscriptions.values()])
    return Map.groupBy(
      subscriptions.filter(({ byServer }) => !byServer),
      ({ request: { user, channel, token, data } }) => JSON.stringify([user, channel, token, data]),
    )
  }

  async #check(subscriptions: readonly Subscription[]): Promise<void> {
    const [first] = subscriptions
    if (first === undefined) return
    const { request } = first
    const notice = await this.#askAbout(request)
    if (notice === undefined) return
    for (const subscription of subscriptions) {
      // With another token meanwhile, it was asked about that one.
      if (subscription.request.token === request.token) endSubscription(this.#core, subscription, notice)
    }
  }

  /** Undefined when all is well, else what the client is told. */
  async #askAbout(request: AuthorizeRequest) {
    try {
      const result = await this.#core.options.authorize(request)
      return result.ok ? undefined : noticeFor[result.reason]
    } catch (error) {
      // Nobody keeps a right that could not be confirmed: the client subscribes again and is asked then.
      this.#core.log.warn({ err: error, channel: request.channel }, 'A right could not be checked again')
      return unsubscribes.insufficientState
    }
  }
}

const noticeFor = {
  denied: unsubscribes.server,
  unknown_channel: unsubscribes.server,
  expired: unsubscribes.expired,
  // The clock was set back: the token will do again.
  not_yet: unsubscribes.insufficientState,
} as const
