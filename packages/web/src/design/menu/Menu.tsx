/** Menus: a list of things to do or to choose, opened from a button. */
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import {
  Menu as AriaMenu,
  MenuItem as AriaMenuItem,
  type MenuItemProps as AriaMenuItemProps,
  type MenuProps as AriaMenuProps,
  MenuSection as AriaMenuSection,
  Header,
  Popover,
  type PopoverProps,
  Separator,
} from 'react-aria-components'
import { cx } from '../class-names.ts'
import styles from './Menu.module.css'

export { MenuTrigger } from 'react-aria-components'

export interface MenuProps extends Omit<AriaMenuProps<object>, 'className' | 'children'> {
  /** Spoken name; needed where the button that opens it does not name it. */
  'aria-label'?: string
  placement?: NonNullable<PopoverProps['placement']>
  children: ReactNode
}

/** Use inside a MenuTrigger after the button. Choosing goes through `selectionMode` and `selectedKeys`. */
export function Menu({ placement = 'bottom start', children, ...props }: MenuProps) {
  return (
    <Popover className={cx(styles.popover)} placement={placement} offset={4}>
      <AriaMenu {...props} className={cx(styles.menu)}>
        {children}
      </AriaMenu>
    </Popover>
  )
}

export interface MenuItemProps extends Omit<AriaMenuItemProps, 'className' | 'children' | 'textValue'> {
  /** The text; typing its first letters finds it. */
  label: string
  icon?: ReactNode
  /** A key or a word at the far end. */
  hint?: ReactNode
  tone?: 'normal' | 'danger'
}

/** One line of a menu: `onAction`, or `href` for going somewhere. */
export function MenuItem({ label, icon, hint, tone = 'normal', ...props }: MenuItemProps) {
  return (
    <AriaMenuItem
      {...props}
      textValue={label}
      className={cx(styles.item, tone === 'danger' && styles.danger)}
    >
      {({ isSelected }) => (
        <>
          {icon !== undefined && <span className={cx(styles.icon)}>{icon}</span>}
          <span className={cx(styles.label)}>{label}</span>
          {hint !== undefined && <span className={cx(styles.hint)}>{hint}</span>}
          {isSelected && <Check size={15} className={cx(styles.check)} aria-hidden />}
        </>
      )}
    </AriaMenuItem>
  )
}

/** Lines that belong together, under a heading. */
export function MenuSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <AriaMenuSection>
      <Header className={cx(styles.heading)}>{title}</Header>
      {children}
    </AriaMenuSection>
  )
}

/** A line between groups. */
export function MenuSeparator() {
  return <Separator className={cx(styles.separator)} />
}
