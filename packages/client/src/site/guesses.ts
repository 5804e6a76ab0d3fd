/** What turning a switch of live updates will do to the page that shows it. */
import type { ChangeLive, LiveState } from '@copydesk/contract'
import type { Authorship } from '../live/guess.ts'

/** What follows for the transports is the server's to say. */
export function guessLive({ actor, at }: Authorship, change: ChangeLive) {
  return (state: LiveState): LiveState => {
    const wanted = { all: change.enabled, websocket: change.websocket?.enabled }
    const turn = (name: keyof LiveState['switches']) => {
      const now = state.switches[name]
      const enabled = wanted[name] ?? now.enabled
      return enabled === now.enabled ? now : { ...now, enabled, changedBy: actor, changedAt: at }
    }
    const [all, websocket] = [turn('all'), turn('websocket')]
    if (all === state.switches.all && websocket === state.switches.websocket) return state
    return { ...state, switches: { all, websocket } }
  }
}
