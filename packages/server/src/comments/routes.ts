/** Comments over HTTP: the threads of a project and of a text, and one comment at a time. */
import type { Id } from '@copydesk/contract'
import { comments as operations } from '@copydesk/contract/operations'
import type { Routes } from '../http/app.ts'
import { requireIfMatch } from '../http/etag.ts'
import { routeOf } from '../http/route-of.ts'
import { runCommand } from '../http/run-command.ts'
import { requirePerson } from '../http/signed-in.ts'
import { createComment, createTextComment, editComment } from './commands.ts'
import { deleteComment, restoreComment } from './deletion.ts'
import { readDiscussions } from './discussions.ts'
import { readHistory, removeEarlierWords } from './earlier-words.ts'
import { checkMentions, checkTextMentions, readComments, readTextComments, readThread } from './queries.ts'
import { changeReaction } from './reactions.ts'
import { commentAsItIs, writtenAsItIs } from './remembered-comment.ts'
import { reopenThread, resolveThread } from './resolution.ts'
import type { Mentioned } from './told-by-mentions.ts'

/** Below `/projects/{id}` and `/content/{id}`: comments, mentions and discussions; `/comments/{id}` and `/threads/{id}`. */
export const commentRoutes: Routes = (app, { storage, runner }) => {
  app.get('/projects/:id/comments', routeOf(operations.listComments), async (request) => {
    const person = requirePerson(request)
    const projectId = request.params.id
    const { itemId = null, around, ...page } = request.query
    const window = { projectId, itemId, ...page, around: idsOf(around) }
    return storage.read((tx) => readComments(tx, person, window))
  })

  app.get('/content/:id/comments', routeOf(operations.listTextComments), async (request) => {
    const person = requirePerson(request)
    const contentId = request.params.id
    const { around, ...page } = request.query
    const window = { contentId, ...page, around: idsOf(around) }
    return storage.read((tx) => readTextComments(tx, person, window))
  })

  app.get('/content/:id/discussions', routeOf(operations.listDiscussions), async (request) => {
    const person = requirePerson(request)
    return storage.read((tx) =>
      readDiscussions(tx, person, request.params.id, request.query.language ?? null),
    )
  })

  app.get('/projects/:id/mentions', routeOf(operations.checkMentions), async (request) => {
    const person = requirePerson(request)
    return storage.read((tx) => checkMentions(tx, person, request.params.id, mentionedBy(request.query)))
  })

  app.get('/content/:id/mentions', routeOf(operations.checkTextMentions), async (request) => {
    const person = requirePerson(request)
    const { language } = request.query
    const mentioned = mentionedBy(request.query)
    return storage.read((tx) => checkTextMentions(tx, person, request.params.id, language, mentioned))
  })

  app.post('/projects/:id/comments', routeOf(operations.createComment), async (request, reply) => {
    const person = requirePerson(request)
    const command = createComment(request.params.id, request.body)
    return runCommand(runner, request, reply, person, command, writtenAsItIs(person))
  })

  app.post('/content/:id/comments', routeOf(operations.createTextComment), async (request, reply) => {
    const person = requirePerson(request)
    const command = createTextComment(request.params.id, request.body)
    return runCommand(runner, request, reply, person, command, writtenAsItIs(person))
  })

  app.patch('/comments/:id', routeOf(operations.changeComment), async (request, reply) => {
    const person = requirePerson(request)
    requireIfMatch(request)
    const command = editComment(request.params.id, request.body.body)
    return runCommand(runner, request, reply, person, command, writtenAsItIs(person))
  })

  app.delete('/comments/:id', routeOf(operations.deleteComment), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, deleteComment(request.params.id), commentAsItIs(person))
  })

  app.patch('/comments/:id/reactions', routeOf(operations.changeReaction), async (request, reply) => {
    const person = requirePerson(request)
    const command = changeReaction(request.params.id, request.body)
    return runCommand(runner, request, reply, person, command, commentAsItIs(person))
  })

  app.post('/comments/:id/restore', routeOf(operations.restoreComment), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(
      runner,
      request,
      reply,
      person,
      restoreComment(request.params.id),
      commentAsItIs(person),
    )
  })

  app.post('/threads/:id/resolve', routeOf(operations.resolveThread), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, resolveThread(request.params.id), commentAsItIs(person))
  })

  app.post('/threads/:id/reopen', routeOf(operations.reopenThread), async (request, reply) => {
    const person = requirePerson(request)
    return runCommand(runner, request, reply, person, reopenThread(request.params.id), commentAsItIs(person))
  })

  app.get('/comments/:id/thread', routeOf(operations.readThread), async (request) => {
    const person = requirePerson(request)
    return storage.read((tx) => readThread(tx, person, request.params.id, request.query))
  })

  app.get('/comments/:id/history', routeOf(operations.readCommentHistory), async (request) => {
    const person = requirePerson(request)
    return storage.read((tx) => readHistory(tx, person, request.params.id))
  })

  app.delete(
    '/comments/:id/history/:wordsId',
    routeOf(operations.removeEarlierWords),
    async (request, reply) => {
      const person = requirePerson(request)
      const { id, wordsId } = request.params
      return runCommand(
        runner,
        request,
        reply,
        person,
        removeEarlierWords(id, wordsId),
        commentAsItIs(person),
      )
    },
  )
}

function mentionedBy({ people, groups }: { people: string; groups: string }): Mentioned {
  return { people: idsOf(people), groups: idsOf(groups) }
}

function idsOf(list: string): Id[] {
  return list === '' ? [] : list.split(',')
}
