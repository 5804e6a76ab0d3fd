/**
 * Why changes by others do not come by themselves, for people who do not run the server: what happens, what works all
 * the same, what to do. Plain words, no codes. Pure.
 */
import type { ConnectionStatus } from '@copydesk/client'

export interface Explanation {
  what: string
  works: string
  toDo: string
  /** Whether an administrator can do something about it. */
  isForAdministrator: boolean
}

const stays = 'Everything on the screen stays and you can go on working. Refresh shows what others did.'

const lost: Explanation = {
  what: 'The connection to Copydesk was lost, and a new one is tried again and again.',
  works: stays,
  toDo: 'Usually it is back within a minute. If it stays away, tell your administrator.',
  isForAdministrator: true,
}
const off: Explanation = {
  what: 'Live updates are switched off for everybody.',
  works: 'Everything works. Refresh shows what others did.',
  toDo: 'Nothing. If you miss them, ask your administrator.',
  isForAdministrator: true,
}
const heldBack: Explanation = {
  what: 'Something between this computer and Copydesk holds changes by others back, so they come late.',
  works: 'Everything works and is saved at once. Changes by others appear some seconds late.',
  toDo: 'You need not do anything. If it is so in one place only, such as at the office, tell your administrator which.',
  isForAdministrator: true,
}

const explanations: Record<Exclude<ConnectionStatus['reason'], 'connected' | 'starting'>, Explanation> = {
  polling: {
    ...heldBack,
    what: 'Something between this computer and Copydesk does not let live updates through, so Copydesk asks for changes every few seconds.',
  },
  buffered: heldBack,
  catching_up: {
    what: 'Copydesk is connected, and what others changed meanwhile is still on its way. The line may be slow, or one of its servers hears late of what others did.',
    works: 'Everything works and is saved at once. What others changed appears as it arrives.',
    toDo: 'Nothing. It goes away by itself.',
    isForAdministrator: false,
  },
  connection_lost: lost,
  no_connection: lost,
  changing_transport: lost,
  refused: { ...lost, what: 'Copydesk ended the connection, and a new one is tried again and again.' },
  no_reply: {
    ...lost,
    what: 'A connection to Copydesk can be opened, but nothing comes through it.',
    toDo: 'Another kind of connection is tried by itself. If it stays like this, tell your administrator.',
  },
  server_unreachable: {
    ...lost,
    what: 'Copydesk does not answer at the moment. It may be restarting, or your network may not reach it.',
    works: 'Everything on the screen stays. What you do now cannot be saved until Copydesk is back.',
  },
  no_network: {
    what: 'This computer has no network connection.',
    works: 'Everything on the screen stays. What you do now cannot be saved until the network is back.',
    toDo: 'Look at the network cable or the Wi-Fi. Copydesk comes back by itself.',
    isForAdministrator: false,
  },
  switched_off: off,
  signed_out: {
    what: 'You are signed out.',
    works: 'Everything on the screen stays as it was.',
    toDo: 'Load the page again and sign in.',
    isForAdministrator: false,
  },
  not_started: off,
}

/** Null while there is nothing to explain. */
export function explain({ reason, fallback }: ConnectionStatus): Explanation | null {
  if (reason === 'connected' || reason === 'starting') return null
  if (reason === 'polling' && fallback?.reason === 'switched_off') {
    return {
      ...explanations.polling,
      what: 'The quick ways for changes by others are switched off for everybody.',
    }
  }
  return explanations[reason]
}

export interface Place {
  /** Of the site. */
  origin: string
  /** The page of the checks, for administrators. */
  checksUrl: string
  /** Unix time in ms. */
  now: number
}

/** What to send to an administrator. */
export function messageFor({ words }: ConnectionStatus, { origin, checksUrl, now }: Place): string {
  const when = new Date(now).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
  return [
    `Live updates do not come through to me at ${origin} (${when}). It says: "${words}"`,
    `Why that is can be found out here, best on my computer: ${checksUrl}`,
  ].join('\n')
}
