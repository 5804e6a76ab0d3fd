/** Mails that the demo would have sent. */
import type { Id } from '../../core/ids.ts'
import type { Page } from '../../core/page.ts'
import type { Instant } from '../../core/time.ts'

export interface MailPreview {
  id: Id
  /** Whom it would have gone to. */
  personId: Id
  subject: string
  createdAt: Instant
}

/** `GET /me/mails`: newest first. */
export type MailPreviews = Page<MailPreview>
