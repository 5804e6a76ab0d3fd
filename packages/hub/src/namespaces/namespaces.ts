/** Finds the options of a channel by its name, and says them in the hub's words. Decides about nobody's rights. */
import type { ChannelRules } from '../options.ts'
import { namespaceOf } from './channel-name.ts'
import { type ChannelOptions, keepsHistory, type Namespace } from './channel-options.ts'

export interface NamespacesConfig {
  namespaces: readonly Namespace[]
  /** Of channels without a namespace; absent: there are none. */
  withoutNamespace?: ChannelOptions
}

export class Namespaces {
  readonly #options: ReadonlyMap<string, ChannelOptions>

  constructor({ namespaces, withoutNamespace }: NamespacesConfig) {
    const options = new Map<string, ChannelOptions>(namespaces.map((one) => [one.name, one]))
    if (withoutNamespace !== undefined) options.set('', withoutNamespace)
    this.#options = options
  }

  /** Undefined for a channel of a namespace that there is not. */
  optionsOf(channel: string): ChannelOptions | undefined {
    return this.#options.get(namespaceOf(channel))
  }

  /** For the hub's option `rulesFor`. `isOpen`: clients need not be subscribed to publish or to see who is there. */
  rulesFor(channel: string, isOpen = false): ChannelRules | undefined {
    const options = this.optionsOf(channel)
    return options && rulesOf(options, isOpen)
  }
}

function rulesOf(options: ChannelOptions, isOpen: boolean): ChannelRules {
  const kept = keepsHistory(options)
  const follows =
    options.force_recovery || options.allow_recovery || options.force_positioning || options.allow_positioning
  return {
    recoverable: kept && follows,
    history: kept,
    presence: options.presence,
    joinLeave: options.join_leave,
    fromOutside: {
      publish: isOpen || options.allow_publish_for_client,
      presence: isOpen || options.allow_presence_for_client,
    },
  }
}
