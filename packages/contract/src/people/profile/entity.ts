/** What a person sees of themself alone: their own settings, and where they are signed in. */
import type { Id } from '../../core/ids.ts'
import type { Page } from '../../core/page.ts'
import type { Instant } from '../../core/time.ts'
import type { Language } from '../../text/language-tag.ts'
import type { TimeZone } from '../../text/time-zone.ts'
import type { Person } from '../entity.ts'

/** `GET /me` */
export interface Me extends Person {
  /** In which dates are written for them; null: as their device does. */
  language: Language | null
  /** By which times are shown to them; null: that of their device. */
  timeZone: TimeZone | null
  /** They can sign in with a password, and change it. */
  hasPassword: boolean
}

/** A sign-in that has not ended. */
export interface OwnSession {
  id: Id
  /** Browser and system in words, such as "Firefox on Linux"; null where it is not known. */
  device: string | null
  startedAt: Instant
  /** To some minutes. */
  lastSeenAt: Instant
}

/** `GET /me/sessions`: newest first. */
export interface OwnSessions extends Page<OwnSession> {
  /** The one that asks. */
  currentId: Id
}
