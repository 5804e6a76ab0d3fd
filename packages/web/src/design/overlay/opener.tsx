/**
 * A button and what it opens: a menu or a popover. Only the button is here; the sheet itself (overlays.tsx) is code of
 * some weight and comes after the first screen. The button is any Button of React Aria among the children.
 */
import { createContext, type ReactNode, type RefObject, use, useId, useRef, useState } from 'react'
import { ButtonContext } from 'react-aria-components'

export interface Opener {
  isOpen: boolean
  setOpen: (isOpen: boolean) => void
  /** What the sheet stands beside. */
  buttonRef: RefObject<HTMLElement | null>
  buttonId: string
  /** Which item of a menu takes the focus. */
  startAt: 'first' | 'last'
}

const OpenerContext = createContext<Opener | null>(null)

export interface OpenerProps {
  /** Given, the opening is controlled from outside. */
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
  /** The button, then the Menu or Popover. */
  children: ReactNode
}

/** A button that opens a Menu; arrow keys open it too. */
export function MenuTrigger(props: OpenerProps) {
  return <Trigger {...props} kind="menu" />
}

/** A button that opens a Popover. */
export function PopoverTrigger(props: OpenerProps) {
  return <Trigger {...props} kind="dialog" />
}

/** A Menu without a button, opened by a key beside what has the focus, which gets that back. */
export function MenuBeside({
  anchorRef,
  isOpen,
  onClose,
  children,
}: {
  anchorRef: RefObject<HTMLElement | null>
  isOpen: boolean
  onClose: () => void
  children: ReactNode
}) {
  const buttonId = useId()
  const setOpen = (next: boolean) => {
    if (!next) onClose()
  }
  return (
    <OpenerContext value={{ isOpen, setOpen, buttonRef: anchorRef, buttonId, startAt: 'first' }}>
      {children}
    </OpenerContext>
  )
}

/** The button above, for the sheet that it opens; null for a sheet that is used alone. */
export function useOpener(): Opener | null {
  return use(OpenerContext)
}

function Trigger({ kind, onOpenChange, children, ...props }: OpenerProps & { kind: 'menu' | 'dialog' }) {
  const [isOwnOpen, setOwnOpen] = useState(false)
  const [startAt, setStartAt] = useState<Opener['startAt']>('first')
  const buttonRef = useRef<HTMLButtonElement>(null)
  const buttonId = useId()
  const isOpen = props.isOpen ?? isOwnOpen
  const setOpen = (next: boolean) => {
    setOwnOpen(next)
    onOpenChange?.(next)
  }
  const open = (at: Opener['startAt']) => {
    // A button that rests (pending.ts) opens nothing.
    if (buttonRef.current?.getAttribute('aria-disabled') === 'true') return
    setStartAt(at)
    setOpen(true)
  }
  const button = {
    ref: buttonRef,
    id: buttonId,
    'aria-haspopup': kind,
    'aria-expanded': isOpen,
    onPress: () => (isOpen ? setOpen(false) : open('first')),
    onKeyDown: (event: { key: string; continuePropagation?: () => void }) => {
      if (kind === 'menu' && event.key === 'ArrowDown') open('first')
      else if (kind === 'menu' && event.key === 'ArrowUp') open('last')
      else event.continuePropagation?.()
    },
  } as const
  return (
    <OpenerContext value={{ isOpen, setOpen, buttonRef, buttonId, startAt }}>
      <ButtonContext value={button}>{children}</ButtonContext>
    </OpenerContext>
  )
}
