/** The tables of mail: what waits to be told by it, and what became of each mail. */
import type { SubscriptionKey } from '@copydesk/contract'

/** Mails to people, from the moment on at which they are put together. */
export interface MailsTable {
  id: string
  person_id: string
  kind: 'prompt'
  /** What it is about, as the key by which that is muted. */
  thread_key: SubscriptionKey | null
  /**
   * `waiting` to be sent; `begun`: handed over, and not known to have arrived. Then one of the others, for good: `uncertain`
   * is what was begun and never answered.
   */
  status: MailStatus
  /** Where it went; null before. */
  address: string | null
  /** What its subject begins with, so that the next one of its thread has the same. */
  title: string | null
  /** What the mail server said, or why it was not sent. */
  note: string | null
  created_at: number
  begun_at: number | null
  settled_at: number | null
}

export type MailStatus = 'waiting' | 'begun' | 'sent' | 'cancelled' | 'refused' | 'failed' | 'uncertain'

/** Notifications that mail tells of, unless they are read before. */
export interface MailNoticesTable {
  notification_id: string
  person_id: string
  /** Null once it was decided. */
  due_at: number | null
  /** The mail that it is in. */
  mail_id: string | null
}

export interface MailTables {
  mails: MailsTable
  mail_notices: MailNoticesTable
}
