/** zod schemas of what a search finds. */
import { z } from 'zod'
import { contentType, status } from '../content/entity-schemas.ts'
import { entityId, languageOf } from '../core/entity-schemas.ts'
import { named } from '../core/named.ts'
import { roles } from '../core/roles.ts'
import { projectColors } from '../projects/entity.ts'

const foundProject = named(
  'FoundProject',
  z.object({
    kind: z.literal('project'),
    id: entityId,
    title: z.string(),
    color: z.enum(projectColors),
    isArchived: z.boolean(),
  }),
)

const foundContent = named(
  'FoundContent',
  z.object({
    kind: z.literal('content'),
    id: entityId.describe('Of the content item'),
    title: z.string(),
    type: contentType,
    language: languageOf,
    versionId: entityId.describe('The newest version in this language'),
    status,
    projectId: entityId.nullable().describe('The project that holds the version'),
  }),
)

const foundPerson = named(
  'FoundPerson',
  z.object({ kind: z.literal('person'), id: entityId, title: z.string(), role: z.enum(roles) }),
)

export const searchResult = named(
  'SearchResult',
  z.object({ data: z.array(z.discriminatedUnion('kind', [foundProject, foundContent, foundPerson])) }),
)
