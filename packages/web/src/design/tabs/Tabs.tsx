/**
 * Tabs: several views of one thing, one shown at a time, in the ARIA tabs pattern: one tab stop, arrows, Home and End
 * choose. Written by hand, since React Aria's weighs a tenth of the first screen.
 */
import { createContext, type KeyboardEvent, type ReactNode, use, useEffect, useId, useRef } from 'react'
import { holdInView } from '../../browser/hold-in-view.ts'
import { cx } from '../class-names.ts'
import styles from './Tabs.module.css'

interface Chosen {
  selectedKey: string
  select: (key: string) => void
  baseId: string
}

const TabsContext = createContext<Chosen>({ selectedKey: '', select: () => {}, baseId: '' })

export interface TabsProps {
  selectedKey: string
  onSelectionChange: (key: string) => void
  children: ReactNode
}

/** The whole: a TabList and one TabPanel per Tab with the same `id`. */
export function Tabs({ selectedKey, onSelectionChange, children }: TabsProps) {
  const baseId = useId()
  return (
    <TabsContext value={{ selectedKey, select: onSelectionChange, baseId }}>
      <div className={styles.tabs}>{children}</div>
    </TabsContext>
  )
}

export interface TabListProps {
  /** Spoken. */
  label: string
  /** Controls at the far end of the row. */
  end?: ReactNode
  /** On a phone they have a row of their own, where both do not fit beside each other. */
  isWrapping?: boolean
  children: ReactNode
}

/** The row of tabs. */
export function TabList({ label, end, isWrapping = false, children }: TabListProps) {
  return (
    <div className={cx(styles.bar, isWrapping && styles.wrapping)}>
      <div role="tablist" aria-label={label} onKeyDown={moveOn} className={styles.list}>
        {children}
      </div>
      {end}
    </div>
  )
}

/** Focuses and chooses the tab that a key leads to. */
function moveOn(event: KeyboardEvent<HTMLElement>) {
  const tabs = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="tab"]')]
  const index = tabs.indexOf(event.target as HTMLElement)
  const places: Record<string, number> = {
    ArrowRight: (index + 1) % tabs.length,
    ArrowLeft: (index - 1 + tabs.length) % tabs.length,
    Home: 0,
    End: tabs.length - 1,
  }
  const next = tabs[places[event.key] ?? -1]
  if (index === -1 || next === undefined) return
  event.preventDefault()
  next.focus()
  next.click()
}

/** One tab. */
export function Tab({ id, children }: { id: string; children: ReactNode }) {
  const { selectedKey, select, baseId } = use(TabsContext)
  const isSelected = id === selectedKey
  const ref = useRef<HTMLButtonElement>(null)
  // Where the row is too narrow for all of them, as on a phone.
  useEffect(() => {
    const tab = ref.current
    const list = tab?.parentElement
    if (!isSelected || !tab || !list) return undefined
    return holdInView(list, tab, { block: 'nearest', inline: 'nearest' })
  }, [isSelected])
  return (
    <button
      ref={ref}
      type="button"
      role="tab"
      id={`${baseId}-tab-${id}`}
      aria-selected={isSelected}
      {...(isSelected ? { 'aria-controls': `${baseId}-panel-${id}` } : {})}
      tabIndex={isSelected ? 0 : -1}
      onClick={() => select(id)}
      className={styles.tab}
    >
      {children}
    </button>
  )
}

/** What a tab shows; it fills the height. Drawn only while its tab is chosen. */
export function TabPanel({ id, children }: { id: string; children: ReactNode }) {
  const { selectedKey, baseId } = use(TabsContext)
  if (id !== selectedKey) return null
  return (
    <div
      role="tabpanel"
      id={`${baseId}-panel-${id}`}
      aria-labelledby={`${baseId}-tab-${id}`}
      className={styles.panel}
    >
      {children}
    </div>
  )
}
