/** The sheets of menus, popovers and dialogs, fetched when the first one is opened or when somebody asks before. */
import { lazy, useState } from 'react'

/** Fetches the code of all of them; the browser keeps it. */
export const loadOverlays = () => import('./overlays.tsx')

export const PopoverSheet = lazy(async () => ({ default: (await loadOverlays()).PopoverSheet }))
export const MenuSheet = lazy(async () => ({ default: (await loadOverlays()).MenuSheet }))
export const DialogSheet = lazy(async () => ({ default: (await loadOverlays()).DialogSheet }))

/** True from the first opening on: before it, a sheet need not exist; after it, it stays for its way out. */
export function useEverOpened(isOpen: boolean): boolean {
  const [wasOpened, setWasOpened] = useState(isOpen)
  if (isOpen && !wasOpened) setWasOpened(true)
  return wasOpened
}
