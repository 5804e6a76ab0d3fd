/** How each kind of text is loaded and sent: the border between the outbox and the API. */
import { ApiError, type CommandOutcome, type Desk } from '@copydesk/client'
import type { Comment, Id, Project, ThreadHome, Version } from '@copydesk/contract'
import { shownInPlace } from '../frame/failure-toasts.ts'
import type { Fields, Saved } from './edit.ts'
import type { Subject } from './entry.ts'
import type { Target } from './text-session.ts'

type OfKind<Kind extends Subject['kind']> = Extract<Subject, { kind: Kind }>

/** The targets of one person's desk. */
export function createTargets(desk: Desk): (subject: Subject) => Target {
  return (subject) => {
    switch (subject.kind) {
      case 'version':
        return versionTarget(desk, subject)
      case 'project':
        return projectTarget(desk, subject)
      case 'comment':
        return commentTarget(desk, subject)
      case 'comment_edit':
        return commentEditTarget(desk, subject)
      case 'form':
      case 'rejection':
      case 'rejections':
      case 'version_rejection':
        return formTarget
    }
  }
}

export function savedVersion({ revision, title, body, editedBy }: Version): Saved {
  return { revision, fields: { title, body }, by: editedBy.id }
}

export function savedProject({ revision, name, description }: Project): Saved {
  return { revision, fields: { name, description }, by: null }
}

export function savedComment({ revision, body, author }: Comment): Saved {
  return { revision, fields: { body }, by: author.id }
}

/** What a text that is yet to become something builds on. */
export const nothingYet: Saved = { revision: 0, fields: { body: '' }, by: null }

function versionTarget({ api }: Desk, { contentId, versionId: id }: OfKind<'version'>): Target {
  return {
    load: async () => savedVersion(await api.content.version(contentId, id)),
    send: async ({ key, revision, change, keepsReplaced }) => {
      const body = keepsReplaced ? { ...change, keepReplaced: true } : change
      return savedVersion(
        await api.content.changeVersion({ contentId, id, revision }, body, { commandId: key }),
      )
    },
    keep: async ({ title = '', body = '' }, key) => {
      await api.content.keepText(contentId, id, { title, body }, { commandId: key })
    },
  }
}

function projectTarget({ api, commands }: Desk, { projectId: id }: OfKind<'project'>): Target {
  const load = async () => savedProject(await api.projects.get(id))
  return {
    load,
    send: async ({ key, revision, change }) => {
      const project = answerOf(await commands.changeProject({ id, revision }, change, key))
      return project === undefined ? load() : savedProject(project)
    },
  }
}

function commentTarget({ commands }: Desk, subject: OfKind<'comment'>): Target {
  return {
    // Nobody else changes what is not there yet.
    load: async () => nothingYet,
    send: async ({ key, change }) => {
      const body = bodyOf(change)
      const { passage } = subject
      const quoting = passage === undefined ? {} : { passage }
      const answering = subject.parentId === null ? quoting : { parentId: subject.parentId }
      if ('contentId' in subject) {
        const comment = { body, language: subject.language, ...answering }
        answerOf(await commands.postTextComment(subject.contentId, comment, key))
      } else {
        const { projectId, itemId, parentId } = subject
        const about = parentId === null && itemId !== null ? { itemId, ...quoting } : answering
        answerOf(await commands.postComment(projectId, { body, ...about }, key))
      }
      return { ...nothingYet, revision: 1, fields: change }
    },
  }
}

function commentEditTarget(desk: Desk, { commentId: id, ...home }: OfKind<'comment_edit'>): Target {
  const load = async () => savedComment(await findComment(desk, home, id))
  return {
    load,
    send: async ({ key, revision, change }) => {
      const edited = { id, revision, ...home }
      const comment = answerOf(await desk.commands.editComment(edited, bodyOf(change), key))
      return comment === undefined ? load() : savedComment(comment)
    },
  }
}

function bodyOf({ body = '' }: Fields): string {
  return body.trim()
}

/** A form sends by itself: its words are never asked for here. */
const formTarget: Target = {
  load: async () => nothingYet,
  send: async ({ change }) => ({ ...nothingYet, revision: 1, fields: change }),
}

/** The API answers comments in pages only; the one that was edited is seldom old. */
async function findComment({ api }: Desk, home: ThreadHome, id: Id): Promise<Comment> {
  let cursor: string | null = null
  do {
    const asked = { cursor, limit: 200 }
    const page: Awaited<ReturnType<typeof api.comments.list>> = await ('projectId' in home
      ? api.comments.list(home.projectId, { itemId: home.itemId, ...asked })
      : api.comments.listOnText(home.contentId, { language: home.language, ...asked }))
    const found = page.data.find((comment) => comment.id === id)
    if (found !== undefined && found.deletedAt === null) return found
    cursor = found === undefined ? page.nextCursor : null
  } while (cursor !== null)
  throw new ApiError({
    code: 'gone',
    status: 410,
    title: 'This was deleted',
    remedy: 'Go back to the list it was in.',
  })
}

/** The answer; a failure is thrown, for the session to deal with and its field to show. */
function answerOf<T>(outcome: CommandOutcome<T>): T | undefined {
  if (outcome.ok) return outcome.value
  shownInPlace(outcome)
  throw outcome.error
}
