import * as schemas from '@copydesk/contract/schemas'
import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { speakPlainly } from './field-messages.ts'

function messages(schema: z.ZodType, body: unknown): string[] {
  const { error } = schema.safeParse(body)
  return (error?.issues ?? []).map((issue) => `${issue.path.join('/')}: ${issue.message}`)
}

beforeAll(speakPlainly)

describe('field messages', () => {
  it('are plain words', () => {
    expect(messages(schemas.createProject, { name: ' ', color: 'pink', extra: 1 })).toEqual([
      'name: must not be empty',
      'color: must be one of "slate", "blue", "teal", "green", "amber", "orange", "rose", "violet"',
      ': has a field unknown here: extra',
    ])
    expect(messages(schemas.createProject, { name: 'x'.repeat(201) })).toEqual([
      'name: must have at most 200 characters',
    ])
    expect(messages(schemas.createProject, {})).toEqual(['name: is missing'])
    expect(messages(schemas.createProject, [])).toEqual([': must be an object'])
    expect(messages(schemas.removeItems, { itemIds: [] })).toEqual(['itemIds: must not be empty'])
    expect(messages(schemas.removeItems, { itemIds: ['x'] })).toEqual(['itemIds/0: must be an id (a UUID)'])
    expect(messages(schemas.changeItem, { dueAt: 'soon', assigneeId: 4 })).toEqual([
      'assigneeId: must be text',
      'dueAt: must be a day of the calendar, such as 2026-01-31',
    ])
  })

  it('name every way to be valid', () => {
    expect(messages(schemas.publish, { mode: 'all', replace: 4 })).toEqual([
      'replace: must be a boolean or a list',
    ])
  })

  it('leave the words of a schema alone', () => {
    expect(messages(schemas.setup, { code: 'c', name: 'A', email: 'a', password: 'short' })).toEqual([
      'email: must be an e-mail address',
      'password: must have at least 10 characters',
    ])
  })
})
