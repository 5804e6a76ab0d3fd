/**
 * What a namespace allows its channels and their subscribers, in Centrifugo's configuration terms. The names stay as
 * they are written in the configuration, so that what is read here can be looked up there.
 */
import { z } from 'zod'
import { parseDuration } from './duration.ts'

/** Text such as "300s" or "1h30m", as milliseconds. */
export const duration = z
  .string({ error: 'must be a duration as text, such as "300s", "10m" or "24h"' })
  .transform((text, context) => {
    const milliseconds = parseDuration(text)
    if (milliseconds !== null) return milliseconds
    context.addIssue('must be a duration such as "300s", "10m" or "24h"')
    return z.NEVER
  })

/** A whole number, from `least` on. */
export function wholeNumber(least: number) {
  const error = `must be a whole number from ${least} on`
  return z.number({ error }).int({ error }).min(least, { error })
}

export const flag = z.boolean({ error: 'must be true or false' })

const off = flag.default(false)

/** The options of the channels of one namespace; everything is off unless it is switched on. */
export const channelOptions = z.strictObject({
  /** Publications kept per channel; with `history_ttl`, so that subscribers recover what they missed. */
  history_size: wholeNumber(0).default(0),
  /** How long they are kept; milliseconds once read. */
  history_ttl: duration.default(0),
  force_recovery: off,
  allow_recovery: off,
  force_positioning: off,
  allow_positioning: off,
  presence: off,
  join_leave: off,
  force_push_join_leave: off,
  allow_subscribe_for_client: off,
  allow_subscribe_for_anonymous: off,
  allow_publish_for_subscriber: off,
  allow_publish_for_client: off,
  allow_publish_for_anonymous: off,
  allow_presence_for_subscriber: off,
  allow_presence_for_client: off,
  allow_presence_for_anonymous: off,
  allow_history_for_subscriber: off,
  allow_history_for_client: off,
  allow_history_for_anonymous: off,
  allow_user_limited_channels: off,
})

export type ChannelOptions = z.output<typeof channelOptions>

/** A namespace has a name, which stands before the ':' of its channels. */
export const namespace = channelOptions.extend({
  name: z.string({ error: 'must be a name, such as "news"' }).regex(/^[-a-zA-Z0-9_.]{2,}$/, {
    error: 'must be a name of at least two letters, digits, dots, hyphens or underscores',
  }),
})

export type Namespace = z.output<typeof namespace>

/** Whether the journal keeps what is published in these channels. */
export function keepsHistory({ history_size, history_ttl }: ChannelOptions): boolean {
  return history_size > 0 && history_ttl > 0
}

/** What a combination of options does not do, in words; for each a fault of the configuration. */
export function contradictions(options: ChannelOptions): string[] {
  const faults: string[] = []
  if (options.history_size > 0 !== options.history_ttl > 0) {
    faults.push('keeps no history: set both history_size and history_ttl, or neither')
  } else if (!keepsHistory(options) && (options.force_recovery || options.force_positioning)) {
    const name = options.force_recovery ? 'force_recovery' : 'force_positioning'
    faults.push(`has ${name} without a history: set history_size and history_ttl too`)
  }
  return faults
}
