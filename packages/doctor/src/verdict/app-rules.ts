/** The connection of the app itself, beside which the checks ran: it counts more than what they found good. */
import { seconds } from '../checks/wording.ts'
import type { Rule } from './finding.ts'

/** So long nobody waits for a connection where everything gets through. */
const leastMs = 30_000

export const appNotLive: Rule = ({ app }) => {
  if (app.outcome !== 'told' || app.status === 'live' || app.status === 'off') return []
  if (app.notLiveMs < leastMs) return []
  const says = `What was checked works from this browser, but for ${seconds(app.notLiveMs)} the app itself has not been live. It says: ${app.words}`
  return [{ cause: 'app_not_live', says, basedOn: ['app'], rivals: [] }]
}
