/** Comments over HTTP: the threads of a project, and one comment at a time. */
import { changeComment, createComment as createCommentBody, id } from '@copydesk/contract/schemas'
import { z } from 'zod'
import type { Routes } from '../http/app.ts'
import { expectedRevision, onlyAt, optionalRevision } from '../http/etag.ts'
import { runCommand } from '../http/run-command.ts'
import { allows, requirePerson } from '../http/signed-in.ts'
import { projectRevision, requireProject } from '../projects/project/door.ts'
import { createComment, deleteComment, editComment } from './commands.ts'
import { commentAsItIs, commentRevision } from './enter-comment.ts'
import { readComments } from './queries.ts'

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
      requirePerson(request)
      const projectId = request.params.id
      const { itemId = null, cursor, limit } = request.query
      return storage.read(async (tx) => {
        await requireProject(tx, projectId)
        return readComments(tx, { projectId, itemId, cursor, limit })
      })
    },
  )

  app.post(
    '/projects/:id/comments',
    { config: { action: 'comment.write' }, schema: { params: named, body: createCommentBody } },
    async (request, reply) => {
      const person = requirePerson(request)
      const { id } = request.params
      const creating = createComment(id, request.body)
      const command = onlyAt(optionalRevision(request), projectRevision(id), creating)
      return runCommand(runner, request, reply, person, command, commentAsItIs)
    },
  )

  app.patch(
    '/comments/:id',
    { config: { action: 'comment.write' }, schema: { params: named, body: changeComment } },
    async (request, reply) => {
      const person = requirePerson(request)
      const revision = expectedRevision(request)
      const command = editComment(request.params.id, request.body.body, revision)
      return runCommand(runner, request, reply, person, command, commentAsItIs)
    },
  )

  app.delete(
    '/comments/:id',
    { config: { action: 'comment.write' }, schema: { params: named } },
    async (request, reply) => {
      const person = requirePerson(request)
      const mayModerate = allows(person, 'comment.moderate')
      const { id } = request.params
      const deleting = deleteComment(id, mayModerate)
      const command = onlyAt(optionalRevision(request), commentRevision(id), deleting)
      return runCommand(runner, request, reply, person, command, commentAsItIs)
    },
  )
}
