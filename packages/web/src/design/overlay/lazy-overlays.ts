/** The sheets of menus, popovers and dialogs, whose code comes after the first screen. */
import { useState } from 'react'
import { later } from '../../later.tsx'

export const PopoverSheet = later(async () => (await import('./overlays.tsx')).PopoverSheet)
export const MenuSheet = later(async () => (await import('./overlays.tsx')).MenuSheet)
export const DialogSheet = later(async () => (await import('./overlays.tsx')).DialogSheet)

/** True from the first opening on: before it, a sheet need not exist; after it, it stays for its way out. */
export function useEverOpened(isOpen: boolean): boolean {
  const [wasOpened, setWasOpened] = useState(isOpen)
  if (isOpen && !wasOpened) setWasOpened(true)
  return wasOpened
}
