/** An unsaved text in words: what it is, how it stands, what to copy, where it belongs. Pure. */
import type { Id } from '@copydesk/contract'
import { paths } from '../paths.ts'
import { decodeMentions } from '../people/mentions.ts'
import type { Entry } from './entry.ts'
import type { Unsaved } from './outbox.ts'

/** What it is: "Text of “Cover story”". */
export function nameOfEntry({ subject, place }: Entry): string {
  switch (subject.kind) {
    case 'version':
      return `Text of “${place}”`
    case 'project':
      return `Name or description of “${place}”`
    case 'comment':
      return `${subject.parentId === null ? 'Comment' : 'Answer'} on “${place}”`
    case 'comment_edit':
      return `Your comment on “${place}”, edited`
    case 'form':
      return place
    case 'rejection':
    case 'rejections':
    case 'version_rejection':
      return `Why to reject ${place}`
  }
}

/** The words themselves, as they were typed. */
export function textOfEntry({ subject, edit }: Entry): string {
  const { base } = edit
  const fields = edit.loser ?? edit.fields
  if (subject.kind === 'version') return `${fields.title ?? ''}\n\n${fields.body ?? ''}`.trim()
  if (subject.kind === 'project' || subject.kind === 'form') {
    const changed = Object.keys(fields).filter((name) => fields[name] !== base.fields[name])
    return changed.map((name) => fields[name]).join('\n\n')
  }
  return decodeMentions(fields.body ?? '').text
}

/** Where it was written. */
export function addressOfEntry({ subject }: Entry): string {
  switch (subject.kind) {
    case 'version':
    case 'version_rejection':
      return paths.contentItem(subject.contentId, { version: subject.versionId })
    case 'project':
      return paths.project(subject.projectId)
    case 'comment':
      return paths.thread(subject, subject.parentId)
    case 'comment_edit':
      return paths.thread(subject, subject.commentId)
    case 'form':
      if (subject.form === 'new_project') return paths.projects()
      return subject.addTo === null ? paths.content() : paths.project(subject.addTo)
    case 'rejections':
      return paths.awaiting()
    case 'rejection':
      return paths.project(subject.projectId, { item: onlyOf(subject.itemIds) })
  }
}

/** How it stands, in one sentence. */
export function standingInWords({ entry, standing, isElsewhere }: Unsaved): string {
  const { trouble, isSending } = entry.edit
  if (isElsewhere) return 'It is being written in another window.'
  if (trouble?.kind === 'conflict') return 'Somebody changed the same words meanwhile. Choose whose to keep.'
  if (trouble?.kind === 'refused') return `Not saved: ${lowerFirst(trouble.title)}.`
  if (standing === 'draft' || (standing === 'writing' && !entry.edit.isWanted)) return 'Not sent yet.'
  if (trouble?.kind === 'no_answer') return 'Waiting for the connection. It is sent by itself then.'
  return isSending ? 'Being sent.' : 'Not saved yet.'
}

function onlyOf(ids: readonly Id[]): Id | null {
  return ids.length === 1 ? (ids[0] ?? null) : null
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
