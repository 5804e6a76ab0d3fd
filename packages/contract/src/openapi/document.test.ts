import { createConfig, lintFromString } from '@redocly/openapi-core'
import { describe, expect, it } from 'vitest'
import { type ErrorCode, errors } from '../errors.ts'
import { operations, problemsOf } from '../operations.ts'
import { createOpenApiDocument } from './document.ts'

type Json = Record<string, unknown>

const document = createOpenApiDocument({ version: '1.2.3' }) as {
  components: { schemas: Record<string, Json>; responses: Json }
  paths: Record<string, Record<string, { responses: Record<string, Json>; requestBody?: Json }>>
}

/** Told by the pages of the sign-in by a provider, which are no operations of the API. */
const signInPages = [
  'no_role',
  'provider_clock',
  'provider_refused',
  'provider_unreachable',
  'sign_in_expired',
] as const

/** What is answered where no operation is, or to another method. */
const outside: ErrorCode[] = [
  'method_not_allowed',
  'other_role',
  'outside_base_path',
  'websocket_off',
  ...signInPages,
]

describe('the document of the API', () => {
  it('is found good by Redocly, warnings included', async () => {
    const config = await createConfig({ extends: ['recommended-strict'] })
    const problems = await lintFromString({ source: JSON.stringify(document), config })
    expect(problems.map(({ ruleId, message, location: [at] }) => [ruleId, message, at?.pointer])).toEqual([])
  })

  it('names every operation once', () => {
    const names = operations.map(({ operationId }) => operationId)
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[a-z]+(?:[A-Z][a-z]*)+$/)
  })

  it('tells of every error of the registry where it is answered', () => {
    const declared = new Set(operations.flatMap((operation) => [...problemsOf(operation)]))
    const codes = Object.keys(errors) as ErrorCode[]
    expect(codes.filter((code) => !declared.has(code)).toSorted()).toEqual(outside.toSorted())
  })

  it('lets newer servers add fields to answers, and refuses unknown ones in requests', () => {
    const { schemas } = document.components
    for (const name of ['Project', 'ProjectItem', 'Notification', 'Problem']) {
      expect(schemas[name]).not.toHaveProperty('additionalProperties')
    }
    for (const name of ['CreateProject', 'ChangeItems', 'CreateComment']) {
      expect(schemas[name]).toHaveProperty('additionalProperties', false)
    }
  })

  it('has no body where none comes, and problems under their own media type', () => {
    const { responses } = document.paths['/api/v1/projects/{id}']?.delete ?? { responses: {} }
    expect(responses['204']).not.toHaveProperty('content')
    const gone = document.components.responses.Gone as { content: Json }
    expect(Object.keys(gone.content)).toEqual(['application/problem+json'])
  })

  it('lets a body be left out where the server does', () => {
    const { post } = document.paths['/api/v1/notifications/seen'] ?? {}
    expect(post?.requestBody).toMatchObject({ required: false })
  })
})
