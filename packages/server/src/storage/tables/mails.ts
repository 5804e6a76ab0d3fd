/** The tables of mail: what waits to be told by it, and what became of each mail. */
import type { DigestPeriod, SubscriptionKey } from '@copydesk/contract'
import type { Generated } from 'kysely'

/** Mails to people, from the moment on at which they are put together. */
export interface MailsTable {
  id: string
  person_id: string
  kind: 'prompt' | 'digest'
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
  /** 1 where it waits for the digest. */
  digest: Generated<0 | 1>
}

/** When people are mailed, where they changed it. */
export interface MailSettingsTable {
  person_id: string
  revision: number
  wait_minutes: number
  digest: DigestPeriod
  digest_hour: number
  /** 1 is Monday. */
  digest_weekday: number
  /** Their numbers, one after the other. */
  working_days: string
  quiet_from: number | null
  quiet_to: number | null
}

/** What people ended the mail of. */
export interface MailMutesTable {
  person_id: string
  thread_key: SubscriptionKey
  muted_at: number
}

/** Addresses that the mail server refused for good, by whom they are of. */
export interface RefusedAddressesTable {
  person_id: string
  /** Counts while it is the person's. */
  address: string
  /** What the mail server said. */
  note: string
  refused_at: number
}

/** Mails of the demo, as they would have arrived. */
export interface MailPreviewsTable {
  mail_id: string
  subject: string
  html: string
}

export interface MailTables {
  mail_previews: MailPreviewsTable
  mails: MailsTable
  mail_notices: MailNoticesTable
  mail_settings: MailSettingsTable
  mail_mutes: MailMutesTable
  refused_addresses: RefusedAddressesTable
}
