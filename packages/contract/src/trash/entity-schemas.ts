/** zod schemas of what is in the trash. */
import { z } from 'zod'
import { contentType } from '../content/entity-schemas.ts'
import { actor, entityId, instant, page, snapshot } from '../core/entity-schemas.ts'
import { named } from '../core/named.ts'
import { projectColors } from '../projects/entity.ts'
import { trashKinds } from './entity.ts'

const trashed = {
  id: entityId.describe('Of the content item or the project'),
  title: z.string(),
  deletedBy: actor,
  deletedAt: instant,
  purgeAt: instant.describe('When it leaves the trash for good'),
}

const trashedContent = named(
  'TrashedContent',
  z.object({ kind: z.literal('content'), ...trashed, type: contentType }),
)

const trashedProject = named(
  'TrashedProject',
  z.object({ kind: z.literal('project'), ...trashed, color: z.enum(projectColors) }),
)

const trashEntry = named('TrashEntry', z.discriminatedUnion('kind', [trashedContent, trashedProject]))

export const trashSnapshot = named(
  'TrashSnapshot',
  z.object({
    ...page(trashEntry),
    q: z.string(),
    kind: z.enum(trashKinds).nullable(),
    total: z.int().min(0).describe('With those that are left out: 200 are listed at most'),
    ...snapshot,
  }),
)
