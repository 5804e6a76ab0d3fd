/**
 * Stands in front of the password check, so that passwords cannot be guessed and nobody can be kept out by somebody who
 * guesses. Only failures count. What is refused here is not checked, and counts for nothing.
 *
 *     a device that signed in before ── its own failures alone
 *     another device ── strictly by (person, network), fewer the more a person is guessed at from everywhere
 *                    └─ once a network has failed, after a delay that grows with the person's failures from everywhere
 *                    └─ by network, for whoever tries many people
 *
 * So a person with the right password gets in from any network that has not failed for them, whatever goes on elsewhere.
 */
import type { CountExchange } from '../../limits/count-exchange.ts'
import { FailureCounts, type ToldFailure } from './failure-counts.ts'

export interface SignInAttempt {
  /** As typed, in lower case; whether anybody has it makes no difference. */
  email: string
  /** Of `networkOf`. */
  network: string
  /** A device that signed in as this person before. */
  device: string | undefined
  /** Stands for the password that is guessed at, so that a new one begins with a clean sheet. */
  about: string
}

/** Say how it ended, exactly once. */
export interface Admitted {
  failed(): void
  succeeded(): void
  /** Neither: it was never checked. */
  abandoned(): void
}

const minute = 60_000
/** Somebody who mistypes, or has forgotten which of a handful it is. */
const perPair = { limit: 10, windowMs: 5 * minute }
/** One address may be a whole office on a Monday morning. */
const perNetwork = { limit: 60, windowMs: minute }
/** From here on a person is taken for a target. */
const perPerson = { limit: 10, windowMs: 60 * minute }
const longestDelayMs = 15 * minute

export class SignInThrottle {
  readonly #now: () => number
  readonly #pairs: FailureCounts
  readonly #devices: FailureCounts
  readonly #networks: FailureCounts
  readonly #people: FailureCounts
  /** Attempts that are being checked, which may all fail: by the same keys. */
  readonly #underWay = new Map<string, number>()

  /**
   * `now` in milliseconds that only grow, whatever happens to the clock. With `counts`, failures at other servers count
   * as well, but for those that are being checked there at this moment.
   */
  constructor(now: () => number, counts?: CountExchange) {
    this.#now = now
    const shared = (name: string) =>
      counts ? { line: counts.line<ToldFailure>(`sign-in ${name}`), now } : {}
    this.#pairs = new FailureCounts(perPair, shared('pairs'))
    this.#devices = new FailureCounts(perPair, shared('devices'))
    this.#networks = new FailureCounts(perNetwork, shared('networks'))
    this.#people = new FailureCounts(perPerson, shared('people'))
  }

  /** What to tell at the end of the attempt, or the milliseconds to wait before the next one. */
  admit(attempt: SignInAttempt): Admitted | number {
    const now = this.#now()
    const waitMs =
      attempt.device === undefined
        ? Math.max(this.#networks.waitMs(attempt.network, '', now), this.#waitOfPair(attempt, now))
        : this.#devices.waitMs(attempt.device, attempt.about, now)
    if (waitMs > 0) return waitMs
    const keys = keysOf(attempt)
    if (this.#isFull(attempt, now)) return 1000
    for (const key of keys) this.#underWay.set(key, (this.#underWay.get(key) ?? 0) + 1)
    const end = () => {
      for (const key of keys) {
        const left = (this.#underWay.get(key) ?? 1) - 1
        if (left > 0) this.#underWay.set(key, left)
        else this.#underWay.delete(key)
      }
    }
    return {
      failed: () => {
        end()
        this.#count(attempt)
      },
      succeeded: () => {
        end()
        // A known device says nothing of who else guesses in its network.
        if (attempt.device === undefined) this.#pairs.clear(pairOf(attempt))
        else this.#devices.clear(attempt.device)
      },
      abandoned: end,
    }
  }

  #count({ device, ...attempt }: SignInAttempt): void {
    const now = this.#now()
    if (device !== undefined) {
      this.#devices.add(device, attempt.about, now)
      return
    }
    this.#networks.add(attempt.network, '', now)
    this.#pairs.add(pairOf(attempt), attempt.about, now)
    this.#people.add(attempt.email, attempt.about, now)
  }

  #waitOfPair(attempt: SignInAttempt, now: number): number {
    const { about } = attempt
    const pair = this.#pairs.of(pairOf(attempt), about, now)
    if (pair.count === 0) return 0
    const everywhere = this.#people.of(attempt.email, about, now).count
    const until =
      pair.count >= limitOfPair(everywhere)
        ? pair.firstAt + perPair.windowMs
        : pair.lastAt + delayAfter(everywhere)
    return Math.max(0, until - now)
  }

  /** Those under way at the same time must not get past the limit together. */
  #isFull(attempt: SignInAttempt, now: number): boolean {
    const { email, network, device, about } = attempt
    const underWay = (key: string) => this.#underWay.get(key) ?? 0
    if (device !== undefined) {
      return this.#devices.of(device, about, now).count + underWay(device) >= perPair.limit
    }
    if (this.#networks.of(network, '', now).count + underWay(network) >= perNetwork.limit) return true
    const pair = pairOf(attempt)
    const everywhere = this.#people.of(email, about, now).count
    return this.#pairs.of(pair, about, now).count + underWay(pair) >= limitOfPair(everywhere)
  }
}

/** Who is guessed at from many networks at once leaves each of them fewer guesses, but always one. */
function limitOfPair(failuresEverywhere: number): number {
  if (failuresEverywhere < 3 * perPerson.limit) return perPair.limit
  return failuresEverywhere < 10 * perPerson.limit ? 3 : 1
}

/** One second after ten failures, then twice as long each time. */
function delayAfter(failuresEverywhere: number): number {
  const beyond = failuresEverywhere - perPerson.limit
  return beyond < 0 ? 0 : Math.min(1000 * 2 ** beyond, longestDelayMs)
}

function pairOf({ email, network }: Pick<SignInAttempt, 'email' | 'network'>): string {
  return `${email} ${network}`
}

function keysOf({ device, ...attempt }: SignInAttempt): string[] {
  return device === undefined ? [attempt.network, pairOf(attempt)] : [device]
}
