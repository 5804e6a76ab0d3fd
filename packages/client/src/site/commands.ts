/** The command that switches live updates. */
import type { ChangeLive, LiveState } from '@copydesk/contract'
import type { Api } from '../api.ts'
import type { CommandOutcome, CommandRunner } from '../live/command-runner.ts'
import type { LiveStore } from '../live/live-store.ts'
import { guessLive } from './guesses.ts'
import { siteKey } from './lives.ts'

export interface SiteCommands {
  /** Switches live updates, or WebSockets alone, for everybody. */
  changeLive(change: ChangeLive): Promise<CommandOutcome<LiveState>>
}

export function createSiteCommands(api: Api, store: LiveStore, { write }: CommandRunner): SiteCommands {
  return {
    changeLive: (change) =>
      write(
        (commandId) => api.live.change(change, { commandId }),
        (show, who) => show(store.active(siteKey), guessLive(who, change), (reply: LiveState) => () => reply),
      ),
  }
}
