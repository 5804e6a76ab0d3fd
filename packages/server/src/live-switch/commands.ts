/** Switching live updates, or WebSockets alone, off and on while the server runs. */
import { type ChangeLive, channels, type LiveState } from '@copydesk/contract'
import { type Command, event } from '../command/command.ts'
import { Refusal } from '../command/refusal.ts'
import { requireRight, viewerOf } from '../command/viewer.ts'
import { readChoices, type SwitchName, writeChoice } from './live-choices.ts'
import { type LiveSettings, liveState } from './live-info.ts'

/** Refuses to change what a setting decides; that would change nothing but what is remembered. */
export function changeLive(input: ChangeLive, settings: LiveSettings): Command<LiveState> {
  return async (context) => {
    const { tx, actor, now } = context
    requireRight(await viewerOf(context), 'site.manage')
    const before = liveState({ settings, choices: await readChoices(tx) }, true)
    const wanted: [SwitchName, boolean | undefined][] = [
      ['all', input.enabled],
      ['websocket', input.websocket?.enabled],
    ]
    let isChanged = false
    for (const [name, enabled] of wanted) {
      const { enabled: enabledBefore, fixedBy } = before.switches[name]
      if (enabled === undefined || enabled === enabledBefore) continue
      if (fixedBy !== null) throw new Refusal('fixed_by_setting', `This is off: ${fixedBy}.`)
      await writeChoice(tx, name, enabled, actor, now)
      isChanged = true
    }
    if (!isChanged) return { body: before, events: [] }
    const live = liveState({ settings, choices: await readChoices(tx) }, true)
    return {
      body: live,
      events: [{ channel: channels.site, event: event(context, 'live.changed', { live }) }],
    }
  }
}
