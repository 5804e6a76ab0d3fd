/**
 * What every screen is wrapped in: it puts the heading into the top bar and the title on the window. The screen's
 * content follows as a flex column that fills the height.
 */
import { type ReactNode, use, useEffect } from 'react'
import { createPortal } from 'react-dom'
import styles from './Page.module.css'
import { PageSlot } from './page-slot.ts'

export interface PageProps {
  /** The window's title, and the heading unless `heading` is given. */
  title: string
  /** The heading, where it is more than text: a name to edit. It is put into the `h1` and reads as the name alone. */
  heading?: ReactNode
  /** Before the heading: a colour, an icon. */
  lead?: ReactNode
  /** Beside the heading in the top bar: people who are here, counts. */
  beside?: ReactNode
  children: ReactNode
}

/** A screen of the app. */
export function Page({ title, heading, lead, beside, children }: PageProps) {
  const slot = use(PageSlot)
  useEffect(() => {
    document.title = `${title} · Copydesk`
  }, [title])
  const bar = (
    <>
      {lead}
      <h1 dir="auto" className={styles.heading}>
        {heading ?? title}
      </h1>
      {beside}
    </>
  )
  return (
    <>
      {slot !== null && createPortal(bar, slot)}
      <div className={styles.page}>{children}</div>
    </>
  )
}
