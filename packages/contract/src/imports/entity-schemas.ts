/** zod schemas of imports that can be taken back. */
import { z } from 'zod'
import { entityId, instant, page } from '../core/entity-schemas.ts'
import { named } from '../core/named.ts'

const count = z.int().min(0)

const importRun = named(
  'ImportRun',
  z.object({
    id: entityId,
    name: z.string().describe('What its items are known by; mostly the name of the folder'),
    startedAt: instant,
    undoableUntil: instant.describe('As long as the trash keeps what it brought in'),
    contents: count.describe('Content that it made'),
    drafts: count.describe('Drafts that it added to content that was there'),
    edits: count.describe('Drafts that it changed'),
    remaining: count.describe('Content that it touched in any of these ways'),
  }),
)

export const importPage = named('ImportPage', z.object(page(importRun)))

export const importTakenBack = named(
  'ImportTakenBack',
  z.object({
    trashed: count.describe('Content that it had made, in the trash now'),
    removed: count.describe('Drafts that it had added'),
    restored: count.describe('Drafts that it had changed, as they were before'),
    left: z
      .array(
        z.object({
          contentId: entityId,
          title: z
            .string()
            .nullable()
            .describe('Null where a private project holds it that the caller is not in'),
          language: z.string(),
        }),
      )
      .describe('Texts that somebody changed, moved or put into a project since: they stay as they are'),
    remaining: count.describe('Content that is left to take back; send the same again until it is 0'),
  }),
)
