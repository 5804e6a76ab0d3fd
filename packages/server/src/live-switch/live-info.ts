/**
 * Which realtime transports are on, and which setting or person switched the others off. Pure. Settings say which
 * transports there may be; of these an administrator may switch some off, and on again.
 */
import {
  type LiveInfo,
  type LiveState,
  type LiveSwitch,
  type Transport,
  transports,
} from '@copydesk/contract'
import { instant } from '../command/command.ts'
import type { Settings } from '../settings/settings.ts'
import type { LiveChoice, LiveChoices } from './live-choices.ts'

export type LiveSettings = Pick<Settings, 'websocketsEnabled' | 'transports' | 'sources'>

export interface LiveFacts {
  settings: LiveSettings
  choices: LiveChoices
}

/** As `GET /live` and the channel `site` tell it; without names for who is not signed in. */
export function liveState(facts: LiveFacts, isSignedIn: boolean): LiveState {
  const { settings, choices } = facts
  const known = isSignedIn ? choices : withoutNames(choices)
  return {
    ...liveInfo({ settings, choices: known }),
    switches: {
      all: presentSwitch(known.all, fixingAll(settings)),
      websocket: presentSwitch(known.websocket, offBySetting('websocket', settings)),
    },
  }
}

export function liveInfo(facts: LiveFacts): LiveInfo {
  const on = transports.filter((transport) => whyOff(transport, facts) === undefined)
  const reason = whyOff('websocket', facts)
  return {
    websocket: reason === undefined ? { enabled: true } : { enabled: false, reason },
    transports: on,
    ...(on.length === 0 && { reason: whyNothing(facts) }),
  }
}

/** What switched a transport off; undefined while it is on. A setting and where it was set, or a person. */
export function whyOff(transport: Transport, { settings, choices }: LiveFacts): string | undefined {
  const bySetting = offBySetting(transport, settings)
  if (bySetting !== undefined) return bySetting
  if (!choices.all.enabled) return byPerson(choices.all)
  return transport === 'websocket' && !choices.websocket.enabled ? byPerson(choices.websocket) : undefined
}

function offBySetting(
  transport: Transport,
  { websocketsEnabled, transports: listed, sources }: LiveSettings,
): string | undefined {
  const from = (name: string) => `${name} (${sources[name] ?? 'default'})`
  if (listed.length === 0) return `${from('COPYDESK_TRANSPORTS')} is none`
  if (!listed.includes(transport)) return `${from('COPYDESK_TRANSPORTS')} does not list ${transport}`
  if (transport === 'websocket' && !websocketsEnabled) {
    return `${from('COPYDESK_WEBSOCKETS_ENABLED')} is false`
  }
  return undefined
}

/** The settings leave nothing to be switched. */
function fixingAll(settings: LiveSettings): string | undefined {
  const { transports: listed, sources } = settings
  const reason = offBySetting('websocket', settings)
  if (reason === undefined || listed.length === 0) return reason
  const others = listed.filter((transport) => transport !== 'websocket')
  if (others.length > 0) return undefined
  return `${reason}, and COPYDESK_TRANSPORTS (${sources.COPYDESK_TRANSPORTS ?? 'default'}) lists nothing else`
}

/** Something is listed and nothing left: a person did that, or a person and a setting together. */
function whyNothing({ settings, choices }: LiveFacts): string {
  const fixing = fixingAll(settings)
  if (fixing !== undefined) return fixing
  if (!choices.all.enabled) return byPerson(choices.all)
  const { sources } = settings
  const others = `COPYDESK_TRANSPORTS (${sources.COPYDESK_TRANSPORTS ?? 'default'}) lists nothing else`
  return `WebSockets ${byPerson(choices.websocket)}, and ${others}`
}

function byPerson({ changedByName }: LiveChoice): string {
  return `by ${changedByName ?? 'an administrator'} in the app`
}

function presentSwitch(
  { enabled, changedBy, changedAt }: LiveChoice,
  fixedBy: string | undefined,
): LiveSwitch {
  return {
    enabled,
    changedBy,
    changedAt: changedAt === null ? null : instant(changedAt),
    fixedBy: fixedBy ?? null,
  }
}

/** For whoever need not be signed in. */
export function withoutNames({ all, websocket }: LiveChoices): LiveChoices {
  const hide = (choice: LiveChoice): LiveChoice => ({ ...choice, changedBy: null, changedByName: null })
  return { all: hide(all), websocket: hide(websocket) }
}
