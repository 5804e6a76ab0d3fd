/** The page before the app: one card with the name above it. For signing in and for the first set-up. */
import type { ApiError } from '@copydesk/client'
import { type ReactNode, useEffect, useRef } from 'react'
import { Brand } from './Brand.tsx'
import styles from './Doorway.module.css'

export interface DoorwayProps {
  title: string
  lead?: string
  children: ReactNode
}

/** A centred card. */
export function Doorway({ title, lead, children }: DoorwayProps) {
  const mainRef = useRef<HTMLElement>(null)
  useEffect(() => {
    document.title = `${title} · Copydesk`
  }, [title])
  useEffect(() => {
    // Whoever signs out loses all that could have the focus; a field that takes it itself comes first.
    if (document.activeElement === document.body) mainRef.current?.focus()
  }, [])
  return (
    <main ref={mainRef} tabIndex={-1} className={styles.doorway}>
      <Brand />
      <div className={styles.card}>
        <div>
          <h1 className={styles.title}>{title}</h1>
          {lead !== undefined && <p className={styles.lead}>{lead}</p>}
        </div>
        {children}
      </div>
    </main>
  )
}

export interface DoorwayFormProps {
  onSubmit: () => void
  /** A field is wrong: the focus goes to the first one. */
  isInvalid: boolean
  children: ReactNode
}

/** A column of fields that ends with its button. */
export function DoorwayForm({ onSubmit, isInvalid, children }: DoorwayFormProps) {
  const formRef = useRef<HTMLFormElement>(null)
  useEffect(() => {
    if (isInvalid) formRef.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [isInvalid])
  return (
    <form
      ref={formRef}
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      {children}
    </form>
  )
}

/** A word before the form; spoken when the page appears. */
export function DoorwayNote({ children }: { children: ReactNode }) {
  return (
    <p role="status" className={styles.note}>
      {children}
    </p>
  )
}

/** What went wrong with the form as a whole; spoken at once. */
export function DoorwayFailure({ error }: { error: Pick<ApiError, 'title' | 'remedy'> | null }) {
  return (
    <div role="alert" className={styles.alert}>
      {error !== null && (
        <p className={styles.failure}>
          <b>{error.title}</b> {error.remedy}
        </p>
      )}
    </div>
  )
}
