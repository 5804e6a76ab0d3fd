/** What need not exist before a menu or popover was opened, such as a menu whose code comes later. */
import { type ReactNode, Suspense } from 'react'
import { useEverOpened } from './lazy-overlays.ts'
import { useOpener } from './opener.tsx'

/** Use inside a MenuTrigger or PopoverTrigger: draws the children from the first opening on. */
export function OnceOpened({ children }: { children: ReactNode }) {
  const opener = useOpener()
  return useEverOpened(opener?.isOpen ?? false) && <Suspense>{children}</Suspense>
}
