/** zod schemas of content items, their versions and the texts that lost. */
import { z } from 'zod'
import { actor, entityId, identified, instant, languageOf, page, snapshot } from '../core/entity-schemas.ts'
import { named } from '../core/named.ts'
import { schedule } from '../projects/schedules/entity-schemas.ts'
import { contentTypes } from './entity.ts'
import { referenceKinds } from './references.ts'
import { statuses } from './status.ts'

export const status = named('Status', z.enum(statuses))
export const contentType = named('ContentType', z.enum(contentTypes))

export const rejection = named(
  'Rejection',
  z.object({ reason: z.string().describe('Empty where none was given'), by: actor, at: instant }),
)

const languageState = named(
  'LanguageState',
  z.object({
    language: languageOf,
    versionId: entityId.describe('The newest version in this language'),
    number: z.int().min(1),
    status,
    title: z.string(),
    publishedNumber: z.int().min(1).nullable().describe('Of the version that is live'),
    projectId: entityId.nullable().describe('The project that holds the newest version'),
  }),
)

export const contentSummary = named(
  'ContentSummary',
  z.object({
    ...identified,
    type: contentType,
    title: z.string(),
    path: z.string().exactOptional().describe('Where an imported item comes from'),
    languages: z.array(languageState),
    projectIds: z
      .array(entityId)
      .describe('The projects that hold a version of it; of private ones those that you are in'),
    createdAt: instant,
    updatedAt: instant,
    updatedBy: actor,
  }),
)

export const approvalCount = named(
  'ApprovalCount',
  z.object({
    step: z.int().min(1),
    steps: z.int().min(1),
    given: z.int().min(0).describe('Approvals that count in that step'),
    needed: z.int().min(1),
  }),
)

export const versionSummary = named(
  'VersionSummary',
  z.object({
    ...identified,
    contentId: entityId,
    language: languageOf,
    number: z.int().min(1).describe('1, 2, 3 … within content item and language'),
    status,
    baseVersionId: entityId.nullable().describe('What was live when it was begun'),
    title: z.string(),
    textRevision: z.int().min(1).describe('Grows with each edit of title or body, and with nothing else'),
    author: actor,
    editedBy: actor.describe('Who wrote the present text'),
    rejection: rejection.nullable().describe('Null unless the status is `rejected`'),
    approvals: approvalCount
      .nullable()
      .describe('How far they are, while it is in review under a rule that asks for some'),
    projectId: entityId.nullable().describe('The project that holds this version'),
    itemId: entityId.nullable().describe('The item of that project which holds it'),
    schedule: schedule.nullable().describe('Of it by itself: pending or missed, or failed and not dismissed'),
    createdAt: instant,
    updatedAt: instant,
  }),
)

export const version = named(
  'Version',
  versionSummary.extend({
    body: z.string().describe('Markdown'),
    fields: z
      .record(z.string(), z.unknown())
      .readonly()
      .describe('The rest of the front matter of an imported file'),
  }),
)

export const contentListSnapshot = named(
  'ContentListSnapshot',
  z.object({
    ...page(contentSummary),
    q: z.string(),
    type: contentType.nullable(),
    language: languageOf.nullable(),
    status: status.nullable(),
    ...snapshot,
  }),
)

export const contentSnapshot = named(
  'ContentSnapshot',
  contentSummary.extend({ versions: z.array(versionSummary), ...snapshot }),
)

export const createdContent = named('CreatedContent', z.object({ content: contentSummary, version }))

const contentReference = named(
  'ContentReference',
  z.object({
    contentId: entityId,
    kind: z
      .enum(referenceKinds)
      .describe('A link may lead to what is not live; an embed is part of the text'),
    content: contentSummary.nullable().describe('As it is now; null: nothing has that id'),
    isInTrash: z.literal(true).exactOptional().describe('It was deleted, and can be brought back'),
  }),
)

export const versionReferences = named(
  'VersionReferencesSnapshot',
  z.object({ ...page(contentReference), ...snapshot }),
)

export const contentTitles = named(
  'ContentTitlesSnapshot',
  z.object({
    data: z.array(
      named(
        'ContentTitle',
        z.object({
          id: entityId,
          revision: z.int().min(0).describe('Of the item; 0 where there is no title'),
          title: z.string().nullable().describe('Null where one sees no such item, or it was deleted'),
          languages: z
            .array(languageState.pick({ language: true, versionId: true, title: true }))
            .describe('The newest version in each language'),
        }),
      ),
    ),
    ...snapshot,
  }),
)

const keptTextSummary = named(
  'KeptTextSummary',
  z.object({
    id: entityId,
    versionId: entityId,
    title: z.string(),
    author: actor.describe('Whose words these are'),
    keptAt: instant,
  }),
)

export const keptText = named('KeptText', keptTextSummary.extend({ body: z.string().describe('Markdown') }))
export const keptTextList = named('KeptTextList', z.object(page(keptTextSummary)))
