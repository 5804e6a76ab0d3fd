/** Gives a part of the screen one signed-in person's desk. Starts the connection while it is shown. */
import type { Api, Desk, FailedCommand, RealtimeConnection } from '@copydesk/client'
import { createDesk } from '@copydesk/client'
import type { Person } from '@copydesk/contract'
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'

const DeskContext = createContext<Desk | null>(null)

export interface CopydeskProviderProps {
  api: Api
  realtime: RealtimeConnection
  /** The signed-in person; another person gets a new desk. */
  person: Person
  /** Called for each command that failed and was rolled back, e.g. to show a message. */
  onFailure?: (failed: FailedCommand) => void
  children: ReactNode
}

/** Makes the desk for everything inside it. */
export function CopydeskProvider({ api, realtime, person, onFailure, children }: CopydeskProviderProps) {
  // A changed name or role of the same person must not throw everything on screen away.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the desk belongs to the person's id alone
  const desk = useMemo(() => createDesk({ api, realtime, person }), [api, realtime, person.id])
  useEffect(() => {
    realtime.start()
    return () => realtime.stop()
  }, [realtime])
  useEffect(() => (onFailure ? desk.onFailure(onFailure) : undefined), [desk, onFailure])
  return <DeskContext.Provider value={desk}>{children}</DeskContext.Provider>
}

/** The desk around this component: the API, the connection and the live snapshots. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext)
  if (!desk) throw new Error('useDesk and the hooks built on it need a CopydeskProvider around them')
  return desk
}
