/** Tabs: several views of one thing, one shown at a time. */
import type { ReactNode } from 'react'
import {
  Tab as AriaTab,
  TabList as AriaTabList,
  TabPanel as AriaTabPanel,
  Tabs as AriaTabs,
  type TabPanelProps,
  type TabProps,
  type TabsProps,
} from 'react-aria-components'
import { cx } from '../class-names.ts'
import styles from './Tabs.module.css'

/** The whole: a TabList and one TabPanel per Tab with the same `id`. */
export function Tabs(props: Omit<TabsProps, 'className'>) {
  return <AriaTabs {...props} className={cx(styles.tabs)} />
}

export interface TabListProps {
  /** Spoken. */
  label: string
  /** Controls at the far end of the row. */
  end?: ReactNode
  children: ReactNode
}

/** The row of tabs. */
export function TabList({ label, end, children }: TabListProps) {
  return (
    <div className={cx(styles.bar)}>
      <AriaTabList aria-label={label} className={cx(styles.list)}>
        {children}
      </AriaTabList>
      {end}
    </div>
  )
}

/** One tab. */
export function Tab(props: Omit<TabProps, 'className'>) {
  return <AriaTab {...props} className={cx(styles.tab)} />
}

/** What a tab shows; it fills the height. */
export function TabPanel(props: Omit<TabPanelProps, 'className'>) {
  return <AriaTabPanel {...props} className={cx(styles.panel)} />
}
