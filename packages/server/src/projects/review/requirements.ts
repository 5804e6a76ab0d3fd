/** What must hold of what is decided on; each check names all that fail it, by the paths of those who name many. */
import type { FieldError, Status } from '@copydesk/contract'
import { Refusal } from '../../command/refusal.ts'
import type { PathOfSubject } from './moves.ts'
import type { Subject } from './subjects.ts'

/** Of two who decide at once, the second hears what became of it. Throws `invalid_status_move`. */
export function requireInReview(subjects: readonly Subject[], pathOf?: PathOfSubject): void {
  const decided = subjects.filter(({ status }) => status !== 'in_review')
  refuse(
    'invalid_status_move',
    decided.map((subject) => ({
      path: pathOf?.(subject) ?? '/decision',
      message: `"${subject.title}" ${what[subject.status]}`,
    })),
  )
}

const what: Record<Status, string> = {
  draft: 'is a draft: it is not in review',
  in_review: 'is in review',
  rejected: 'was rejected',
  ready: 'is ready already',
  scheduled: 'is scheduled already',
  published: 'is published already',
  previously_published: 'was published before',
}

/** Throws `text_changed` for those of which another text was read than is there. */
export function requireRead(
  read: readonly { subject: Subject; textRevision: number | undefined }[],
  pathOf?: PathOfSubject,
): void {
  const changed = read.filter(({ subject, textRevision }) => textRevision !== subject.textRevision)
  refuse(
    'text_changed',
    changed.map(({ subject }) => ({
      path: pathOf?.(subject) ?? '/textRevision',
      message: `"${subject.title}" was changed since you read it`,
    })),
  )
}

function refuse(code: 'invalid_status_move' | 'text_changed', errors: FieldError[]): void {
  const [first] = errors
  if (first === undefined) return
  const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`
  throw new Refusal(code, `${first.message}${more}.`, { errors })
}
