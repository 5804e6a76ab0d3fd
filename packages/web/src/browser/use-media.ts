/** Whether the window matches a media query, followed live. */
import { useCallback, useSyncExternalStore } from 'react'

/** For what style sheets cannot do alone, such as taking what is covered out of the tab order. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = matchMedia(query)
      media.addEventListener('change', listener)
      return () => media.removeEventListener('change', listener)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches)
}
