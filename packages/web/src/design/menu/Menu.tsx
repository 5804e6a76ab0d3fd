/** Menus: a list of things to do or to choose, opened from a button. */
import { Suspense, use } from 'react'
import { MenuSheet, useEverOpened } from '../overlay/lazy-overlays.ts'
import { useOpener } from '../overlay/opener.tsx'
import { type MenuItemProps, MenuParts, type MenuProps, type MenuSectionProps } from './menu-parts.ts'

/** Use inside a MenuTrigger after the button. Choosing goes through `selectionMode` and `selectedKeys`. */
export function Menu({ placement = 'bottom start', children, ...props }: MenuProps) {
  const opener = useOpener()
  const wasOpened = useEverOpened(opener?.isOpen ?? false)
  if (opener === null || !wasOpened) return null
  return (
    <Suspense>
      <MenuSheet {...props} opener={opener} placement={placement}>
        {children}
      </MenuSheet>
    </Suspense>
  )
}

/** One line of a menu: `onAction`, or `href` for going somewhere. */
export function MenuItem(props: MenuItemProps) {
  const parts = use(MenuParts)
  return parts && <parts.Item {...props} />
}

/** Lines that belong together, under a heading. */
export function MenuSection(props: MenuSectionProps) {
  const parts = use(MenuParts)
  return parts && <parts.Section {...props} />
}
