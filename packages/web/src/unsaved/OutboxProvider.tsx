/**
 * Gives the app one outbox for the signed-in person, and tells it what the page and the connection notice: the line
 * is back, the page may be about to go, another tab changed the storage.
 */
import { createWakeSignals, newCommandId, systemClock } from '@copydesk/client'
import { useDesk } from '@copydesk/react'
import { createContext, type ReactNode, use, useEffect, useState } from 'react'
import { browserStorage } from '../browser/storage.ts'
import { createTabLife } from '../browser/tab-life.ts'
import { Outbox } from './outbox.ts'
import { createTargets } from './targets.ts'

const OutboxContext = createContext<Outbox | null>(null)

/** One for each load of the page. */
const life = createTabLife(newCommandId())

export function OutboxProvider({ children }: { children: ReactNode }) {
  const desk = useDesk()
  const [outbox] = useState(
    () =>
      new Outbox({
        personId: desk.person.id,
        storage: browserStorage(),
        life,
        clock: systemClock,
        random: Math.random,
        newId: newCommandId,
        target: createTargets(desk),
      }),
  )
  useEffect(() => {
    outbox.start()
    return () => outbox.stop()
  }, [outbox])

  useEffect(() => {
    let wasUp = false
    const follow = () => {
      const { status } = desk.realtime.getStatus()
      const isUp = status === 'live' || status === 'delayed'
      if (isUp && !wasUp) outbox.wake()
      wasUp = isUp
    }
    return desk.realtime.subscribe(follow)
  }, [desk, outbox])

  useEffect(() => {
    const signals = createWakeSignals().subscribe((signal) => {
      if (signal === 'page_hidden') outbox.flush()
      else if (signal !== 'network_down') outbox.wake()
    })
    const onStorage = ({ key, newValue, storageArea }: StorageEvent) => {
      if (storageArea === browserStorage()) outbox.noteStorage(key, newValue)
    }
    const onPageHide = () => outbox.flush()
    // Only where the storage takes nothing would leaving lose something.
    const onBeforeUnload = (event: BeforeUnloadEvent) => {
      outbox.flush()
      if (outbox.storageTrouble() !== null) event.preventDefault()
    }
    window.addEventListener('storage', onStorage)
    window.addEventListener('pagehide', onPageHide)
    window.addEventListener('beforeunload', onBeforeUnload)
    return () => {
      signals()
      window.removeEventListener('storage', onStorage)
      window.removeEventListener('pagehide', onPageHide)
      window.removeEventListener('beforeunload', onBeforeUnload)
    }
  }, [outbox])

  return <OutboxContext value={outbox}>{children}</OutboxContext>
}

/** The outbox of the signed-in person. */
export function useOutbox(): Outbox {
  const outbox = use(OutboxContext)
  if (outbox === null) throw new Error('useOutbox needs an OutboxProvider around it')
  return outbox
}
