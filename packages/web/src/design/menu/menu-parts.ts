/**
 * What a menu is given, and how its lines find what draws them: the drawing comes with the sheet (overlays.tsx), so
 * that a closed menu weighs nothing.
 */
import { type ComponentType, createContext, type ReactNode } from 'react'
import type {
  MenuItemProps as AriaMenuItemProps,
  MenuProps as AriaMenuProps,
  PopoverProps,
} from 'react-aria-components'
import type { Opener } from '../overlay/opener.tsx'

export interface MenuProps extends Omit<AriaMenuProps<object>, 'className' | 'children'> {
  /** Spoken name; without it the button names the menu. */
  'aria-label'?: string
  placement?: NonNullable<PopoverProps['placement']>
  children: ReactNode
}

export interface MenuSheetProps extends MenuProps {
  opener: Opener
  placement: NonNullable<PopoverProps['placement']>
}

export interface MenuItemProps extends Omit<AriaMenuItemProps, 'className' | 'children' | 'textValue'> {
  /** The text; typing its first letters finds it. */
  label: string
  icon?: ReactNode
  /** A key or a word at the far end. */
  hint?: ReactNode
  tone?: 'normal' | 'danger'
}

export interface MenuSectionProps {
  title: string
  children: ReactNode
}

export interface Parts {
  Item: ComponentType<MenuItemProps>
  Section: ComponentType<MenuSectionProps>
}

/** Set by the sheet around its lines. */
export const MenuParts = createContext<Parts | null>(null)
