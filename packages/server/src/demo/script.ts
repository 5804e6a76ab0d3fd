/** The story of the demo as it lies in `demo-content/projects.yaml`, checked so that a slip in it is named. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { projectColors } from '@copydesk/contract'
import { language } from '@copydesk/contract/schemas'
import { parse } from 'yaml'
import { z } from 'zod'

/** Beside the source and beside the built files alike. */
export const demoFolder = fileURLToPath(new URL('../../demo-content', import.meta.url))

const person = z.enum(['admin', 'editor', 'reviewer', 'writer'])
export type ScriptPerson = z.infer<typeof person>

const item = z.strictObject({
  /** A file in `texts/`, without language and ending. */
  text: z.string(),
  language: language.default('en'),
  /** It did not exist before the project; else it was published long ago. */
  new: z.boolean().default(false),
  /** How it stands now; of a published project, how it stood before. */
  status: z.enum(['draft', 'in_review', 'ready', 'rejected']),
  assignee: person.optional(),
  dueInDays: z.number().optional(),
  /** A paragraph that the project adds to the text. */
  addition: z.string().optional(),
})
export type ScriptItem = z.infer<typeof item>

const thread = z.strictObject({
  /** The item's text; about the project as a whole when left out. */
  about: z.string().optional(),
  language: language.default('en'),
  /** When it was opened. */
  hoursAgo: z.number(),
  /** Who wrote what, in order. */
  comments: z.array(z.partialRecord(person, z.string())).min(1),
})
export type ScriptThread = z.infer<typeof thread>

const project = z.strictObject({
  name: z.string(),
  color: z.enum(projectColors),
  owner: person,
  begunDaysAgo: z.number(),
  description: z.string(),
  published: z
    .strictObject({ daysAgo: z.number(), mode: z.enum(['all', 'ready']), note: z.string() })
    .optional(),
  items: z.array(item),
  threads: z.array(thread),
})
export type ScriptProject = z.infer<typeof project>

export function readScript(): ScriptProject[] {
  return z.array(project).parse(parse(readFileSync(`${demoFolder}/projects.yaml`, 'utf8')))
}
