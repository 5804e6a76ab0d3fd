/** Finds the options of a channel by its name, and says them in the hub's words. Decides about nobody's rights. */
import type { ChannelRules } from '../options.ts'
import { namespaceOf } from './channel-name.ts'
import { type ChannelOptions, keepsHistory, type Namespace } from './channel-options.ts'

export interface NamespacesConfig {
  namespaces: readonly Namespace[]
  /** Of channels without a namespace; absent: there are none. */
  withoutNamespace?: ChannelOptions | undefined
  /** For development: clients need not be subscribed to publish or to see who is there. */
  insecure?: boolean
}

export class Namespaces {
  /** By name; the empty one is that of channels without a namespace. */
  readonly #all: ReadonlyMap<string, { options: ChannelOptions; rules: ChannelRules }>

  constructor({ namespaces, withoutNamespace, insecure = false }: NamespacesConfig) {
    const named = namespaces.map((one): [string, ChannelOptions] => [one.name, one])
    const all = withoutNamespace === undefined ? named : [...named, ['', withoutNamespace] as const]
    this.#all = new Map(all.map(([name, options]) => [name, { options, rules: rulesOf(options, insecure) }]))
  }

  /** Undefined for a channel of a namespace that there is not. */
  optionsOf(channel: string): ChannelOptions | undefined {
    return this.#all.get(namespaceOf(channel))?.options
  }

  /** For the hub's option `rulesFor`. */
  rulesFor(channel: string): ChannelRules | undefined {
    return this.#all.get(namespaceOf(channel))?.rules
  }

  /** Whether the journal keeps what is published in this channel. */
  keeps(channel: string): boolean {
    const options = this.optionsOf(channel)
    return options !== undefined && keepsHistory(options)
  }
}

function rulesOf(options: ChannelOptions, insecure: boolean): ChannelRules {
  const kept = keepsHistory(options)
  const follows =
    options.force_recovery || options.allow_recovery || options.force_positioning || options.allow_positioning
  return {
    recoverable: kept && follows,
    history: kept,
    presence: options.presence,
    joinLeave: options.join_leave,
    fromOutside: {
      publish: insecure || options.allow_publish_for_client,
      presence: insecure || options.allow_presence_for_client,
    },
  }
}
