/** The time zone of the signed-in person. */
import { useDesk } from '@copydesk/react'
import { useEffect, useState } from 'react'

/** That of their profile; until it is there, and where it says none, that of the device. */
export function useOwnZone(): string {
  const { api } = useDesk()
  const [zone, setZone] = useState(() => new Intl.DateTimeFormat().resolvedOptions().timeZone)
  useEffect(() => {
    api.me.get().then(
      ({ timeZone }) => timeZone !== null && setZone(timeZone),
      () => {},
    )
  }, [api])
  return zone
}
