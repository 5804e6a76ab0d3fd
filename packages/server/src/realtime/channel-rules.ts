/** How the product's channels behave in the hub. Names that are none of ours have no rules. */
import { parseChannel } from '@copydesk/contract'
import type { ChannelRules } from '@copydesk/hub'

const journaled: ChannelRules = { recoverable: true, presence: false, joinLeave: false }
/** Who is here now; nothing to recover. */
const presence: ChannelRules = { recoverable: false, presence: true, joinLeave: true }

export function channelRules(channel: string): ChannelRules | undefined {
  const parsed = parseChannel(channel)
  if (!parsed) return undefined
  return parsed.kind === 'here' || parsed.kind === 'hereVersion' ? presence : journaled
}
