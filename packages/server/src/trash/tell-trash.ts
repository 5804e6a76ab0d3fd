/** Tells whoever looks at the trash that it changed; what changed they read, each as far as they see it. */
import { channels } from '@copydesk/contract'
import { type CommandContext, event } from '../command/command.ts'
import { systemActor } from '../command/system-actor.ts'
import type { ChannelEvent } from '../storage/journal.ts'

/** By nobody where a private project has a part in it: everybody follows the channel. */
export function trashChanged(context: CommandContext, isPrivate: boolean): ChannelEvent {
  const by = isPrivate ? { ...context, actor: systemActor } : context
  return { channel: channels.trash, event: event(by, 'trash.changed', {}) }
}
