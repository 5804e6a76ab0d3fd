/** How fast one connection sends commands, held against the rates that every connection may have. */
import type { Command } from '@copydesk/protocol'
import type { HubLimits } from '../options.ts'
import { Rate } from './rate.ts'

/** The rates of a hub; the same objects for all connections. */
export interface Rates {
  commands: Rate
  subscribes: Rate
  publishes: Rate
}

export function ratesOf(limits: HubLimits): Rates {
  return {
    commands: new Rate(limits.maxCommandsPerSecond),
    subscribes: new Rate(limits.maxSubscribesPerSecond),
    publishes: new Rate(limits.maxPublishesPerSecond),
  }
}

/** Which rate a command is held against besides that of all commands. */
const meteredBy: Partial<Record<Command['kind'], 'subscribes' | 'publishes'>> = {
  subscribe: 'subscribes',
  history: 'subscribes',
  publish: 'publishes',
  rpc: 'publishes',
}

export class Meter {
  readonly #rates: Rates
  #commands = 0
  #subscribes = 0
  #publishes = 0

  constructor(rates: Rates) {
    this.#rates = rates
  }

  /** False when so many commands are more than a client may send. */
  takesCommands(count: number, now: number): boolean {
    for (let taken = 0; taken < count; taken += 1) {
      const next = this.#rates.commands.next(this.#commands, now)
      if (next === null) return false
      this.#commands = next
    }
    return true
  }

  /** Whether this command comes too soon after others of its kind. */
  isTooFast(kind: Command['kind'], now: number): boolean {
    const rate = meteredBy[kind]
    if (rate === undefined) return false
    const next = this.#rates[rate].next(rate === 'subscribes' ? this.#subscribes : this.#publishes, now)
    if (next === null) return true
    if (rate === 'subscribes') this.#subscribes = next
    else this.#publishes = next
    return false
  }
}
