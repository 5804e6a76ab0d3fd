/** Comments over HTTP: the threads of a project, and one comment at a time. */
import { changeComment, createComment as createCommentBody, id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import type { Routes } from '../http/app.ts'
import { requireIfMatch } from '../http/etag.ts'
import { runCommand } from '../http/run-command.ts'
import { requirePerson } from '../http/signed-in.ts'
import { createComment, deleteComment, editComment } from './commands.ts'
import { readComments } from './queries.ts'
import { commentAsItIs } from './remembered-comment.ts'

const named = z.object({ id })
const window = z.object({
  itemId: id.optional(),
  cursor: id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** `/projects/{id}/comments` and `/comments/{id}`. */
export const commentRoutes: Routes = (app, { storage, runner }) => {
  app.get(
    '/projects/:id/comments',
    { config: { action: 'comment.read' }, schema: { params: named, querystring: window } },
    async (request) => {
      const person = requirePerson(request)
      const projectId = request.params.id
      const { itemId = null, cursor, limit } = request.query
      return storage.read((tx) => readComments(tx, person, { projectId, itemId, cursor, limit }))
    },
  )

  app.post(
    '/projects/:id/comments',
    { config: { action: 'comment.write' }, schema: { params: named, body: createCommentBody } },
    async (request, reply) => {
      const person = requirePerson(request)
      const command = createComment(request.params.id, request.body)
      return runCommand(runner, request, reply, person, command, commentAsItIs)
    },
  )

  app.patch(
    '/comments/:id',
    { config: { action: 'comment.write' }, schema: { params: named, body: changeComment } },
    async (request, reply) => {
      const person = requirePerson(request)
      requireIfMatch(request)
      const command = editComment(request.params.id, request.body.body)
      return runCommand(runner, request, reply, person, command, commentAsItIs)
    },
  )

  app.delete(
    '/comments/:id',
    { config: { action: 'comment.write' }, schema: { params: named } },
    async (request, reply) => {
      const person = requirePerson(request)
      return runCommand(runner, request, reply, person, deleteComment(request.params.id), commentAsItIs)
    },
  )
}
