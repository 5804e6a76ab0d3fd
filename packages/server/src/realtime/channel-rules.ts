/** How the product's channels behave in the hub. Names that are none of ours have no rules. */
import { parseChannel } from '@copydesk/contract'
import type { ChannelRules } from '@copydesk/hub'

const journaled: ChannelRules = { recoverable: true, presence: false, joinLeave: false }
/** Who is here now, and writes; nothing to recover. Clients say the latter at most twice in 2.5 s. */
const presence: ChannelRules = {
  recoverable: false,
  presence: true,
  joinLeave: true,
  fromSubscriber: { maxBytes: 200, perSecond: 1 },
}

export function channelRules(channel: string): ChannelRules | undefined {
  const parsed = parseChannel(channel)
  if (!parsed) return undefined
  return parsed.kind === 'here' || parsed.kind === 'hereVersion' ? presence : journaled
}
