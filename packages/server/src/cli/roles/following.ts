/**
 * What every process that answers people looks for, because another one may have changed it: the live switch, sessions
 * and keys that ended, rights that are others now. The roles web and hub go by what it finds.
 */
import { watch } from '../../people/watch.ts'
import type { Surroundings } from './surroundings.ts'

/** How often the switch is read again, as the hint that it changed may be lost. */
const readSwitchMs = 2_000
/** How often it is looked for sessions and keys that ended in another process. */
const lookForEndedMs = 1_000

/** Started after the hub, which must hear of all that is found. */
export async function startFollowing(surroundings: Surroundings): Promise<void> {
  const { opened, parts, services, sessions, keys, personTokens, live, counts, log } = surroundings
  const unreadable = (err: unknown) => log.error({ err }, 'the switch of live updates could not be read')
  const failed = (err: unknown) => log.error({ err }, 'looking after sessions failed')
  const follow = (name: string, begin: () => () => void) => parts.start(name, begin, (end) => end())
  await follow('hearing of counts elsewhere', () => counts.follow())
  await live.check()
  await follow('reading the live switch', () => live.follow(services.broker, readSwitchMs, unreadable))
  // Whoever was put out by this process is out when that is answered; others are noticed by the mark that they left.
  const look = () => sessions.check().catch(failed)
  await follow('looking after rights that change', () => opened.onRightsChanged(look))
  const callers = [sessions, keys, personTokens]
  await follow('looking for ended sessions', () => watch(callers, lookForEndedMs, failed))
}
